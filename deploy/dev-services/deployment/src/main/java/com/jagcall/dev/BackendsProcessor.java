package com.jagcall.dev;

import com.jagcall.common.credential.Mode;
import com.jagcall.common.testing.AccountsDouble;
import com.jagcall.common.testing.Backends;
import io.quarkus.deployment.IsLocalDevelopment;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.ApplicationInfoBuildItem;
import io.quarkus.deployment.builditem.CuratedApplicationShutdownBuildItem;
import io.quarkus.deployment.builditem.DevServicesResultBuildItem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;

/**
 * Starts for {@code quarkus:dev} what a service has around it in its tests: a PostgreSQL, a Redis,
 * keys for tokens, and who speaks for accounts-service. They outlive every reload, and end with dev
 * mode. Whoever has told the service where its database is, gets none of it.
 */
final class BackendsProcessor {
  private static final Logger LOG = Logger.getLogger(BackendsProcessor.class);
  private static final String PASSWORD = "jagcall.database.password";

  /** This class is loaded once, however often the service is. */
  private static Map<String, String> settings;

  @BuildStep(onlyIf = IsLocalDevelopment.class)
  List<DevServicesResultBuildItem> start(
      ApplicationInfoBuildItem application, CuratedApplicationShutdownBuildItem end) {
    if (settings == null) {
      if (ConfigProvider.getConfig().getOptionalValue(PASSWORD, String.class).isPresent()) {
        return List.of();
      }
      settings = start(application.getName(), end);
      // What Quarkus makes of a dev service's settings would lose against the defaults of common.
      settings.forEach(System::setProperty);
    }
    return List.of(
        DevServicesResultBuildItem.discovered().feature("jagcall").config(settings).build());
  }

  private static Map<String, String> start(
      String service, CuratedApplicationShutdownBuildItem end) {
    boolean isAccounts = service.equals("accounts-service");
    Backends backends = new Backends();
    Map<String, String> arguments = new HashMap<>();
    arguments.put("database", service.replaceFirst("-service$", ""));
    if (isAccounts) {
      arguments.put("accounts", "self");
    }
    backends.init(arguments);
    Map<String, String> started = new HashMap<>(backends.start());
    end.addCloseTask(backends::stop, true);
    if (isAccounts) {
      started.put("jagcall.accounts.url", "http://localhost:8080");
    } else {
      AccountsDouble accounts = backends.accounts();
      LOG.infof(
          "A key for %s, as long as dev mode lasts: %s",
          service, accounts.key(accounts.organization(), Mode.LIVE).text());
    }
    return Map.copyOf(started);
  }
}
