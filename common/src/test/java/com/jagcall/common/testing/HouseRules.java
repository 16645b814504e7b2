package com.jagcall.common.testing;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.persistence.Entity;
import jakarta.ws.rs.Path;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.ServiceLoader;

/** The rules of the house that a compiler does not know. One call checks them all. */
public final class HouseRules {
  private static final DescribedPredicate<HasName> UNCOMMON_CACHE =
      nameMatching(
          "expireAfter|expireAfterAccess|refreshAfterWrite|weigher|maximumWeight|weak.*|soft.*");

  private HouseRules() {}

  /**
   * Checks the classes of one package and below, tests left out, and the migrations beside them.
   */
  public static void check(String rootPackage) {
    MigrationRules.check();
    JavaClasses imported =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(rootPackage);
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("DTO")
        .because("a name says what a thing does")
        .check(imported);
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .because("an event loop never sleeps")
        .check(imported);
    noClasses()
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(Proxy.class, ServiceLoader.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class)
        .orShould()
        .callMethod(Class.class, "forName", String.class, boolean.class, ClassLoader.class)
        .orShould()
        .callMethod(ClassLoader.class, "loadClass", String.class)
        .orShould()
        .callMethod(ClassLoader.class, "getResources", String.class)
        .because("a native executable has the classes that were seen when it was built")
        .check(imported);
    noClasses()
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.lang.reflect", "org.reflections..", "io.github.classgraph..")
                // Stands in the signatures of JAX-RS and finds nothing by itself.
                .and(not(equivalentTo(Type.class))))
        .because("what is found by its name only must be registered for native executables")
        .check(imported);
    noClasses()
        .that()
        .areNotAnnotatedWith(RegisterForReflection.class)
        .should()
        .callMethodWhere(target(owner(equivalentTo(Caffeine.class))).and(target(UNCOMMON_CACHE)))
        .because("Caffeine finds its class for an uncommon kind of cache by name")
        .allowEmptyShould(true)
        .check(imported);
    classes()
        .that()
        .areAnnotatedWith(Path.class)
        .and()
        .areNotInterfaces()
        .should()
        .haveSimpleNameEndingWith("Resource")
        .allowEmptyShould(true)
        .check(imported);
    classes()
        .that()
        .areAssignableTo(PanacheRepositoryBase.class)
        .should()
        .haveSimpleNameEndingWith("Repository")
        .allowEmptyShould(true)
        .check(imported);
    noClasses()
        .that(simpleNameEndingWith("Resource"))
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Panache.class)
        .because("queries stand in repositories, where each takes its tenant")
        .allowEmptyShould(true)
        .check(imported);
    noClasses()
        .that(simpleNameEndingWith("View"))
        .should()
        .beAnnotatedWith(Entity.class)
        .because("an entity never leaves a resource")
        .allowEmptyShould(true)
        .check(imported);
    slices().matching(rootPackage + ".(*)..").should().beFreeOfCycles().check(imported);
  }
}
