package com.jagcall.local.stack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A folder that looks like a built clone; its services are stand-ins. */
public final class StandInClone {

  private StandInClone() {}

  public static Path create(Path folder) throws IOException {
    Path local = Files.createDirectories(folder.resolve("deploy/local"));
    Files.writeString(
        local.resolve("services"),
        """
        # comment
        accounts  /

        agents    /v1/agents /v1/voices
        billing   /v1/billing
        messaging /v1/sms
        numbers   /v1/phone-numbers
        """);
    Files.writeString(local.resolve("stock.csv"), "phone_number\n+14155550100\n");
    for (String service : new String[] {"accounts", "agents", "billing", "messaging", "numbers"}) {
      Path application = folder.resolve(service + "-service").resolve("target/quarkus-app");
      writeJar(Files.createDirectories(application).resolve("quarkus-run.jar"));
    }
    writeJar(
        Files.createDirectories(folder.resolve("deploy/carrier/target"))
            .resolve("carrier-simulator.jar"));
    return folder;
  }

  private static void writeJar(Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, StandInService.class.getName());
    String entry = StandInService.class.getName().replace('.', '/') + ".class";
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        InputStream bytes = StandInService.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
    }
  }
}
