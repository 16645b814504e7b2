package com.jagcall.common.outbox;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * To whom this service sends events: {@code jagcall.outbox.receivers} names them, {@code
 * jagcall.NAME.url} says where each is. A deployment may do without one: nothing is kept for it.
 */
@ApplicationScoped
class Receivers {
  private static final Logger LOG = Logger.getLogger(Receivers.class);

  @Inject Config config;

  @ConfigProperty(name = "jagcall.outbox.receivers")
  Optional<List<String>> names;

  private Map<String, Optional<String>> addresses;

  @PostConstruct
  void read() {
    addresses =
        names.orElse(List.of()).stream().collect(Collectors.toUnmodifiableMap(n -> n, this::find));
    addresses.forEach(
        (name, address) -> {
          if (address.isEmpty()) {
            LOG.infof(
                "There is no %s (jagcall.%s.url): its events are not kept", name, shortName(name));
          }
        });
  }

  private Optional<String> find(String name) {
    return config
        .getOptionalValue("jagcall." + shortName(name) + ".url", String.class)
        .filter(address -> !address.isBlank());
  }

  private static String shortName(String name) {
    return name.replaceFirst("-service$", "");
  }

  /** Where a receiver is; empty when this deployment has none. */
  Optional<String> address(String name) {
    Optional<String> address = addresses.get(name);
    if (address == null) {
      throw new IllegalStateException(name + " is not in jagcall.outbox.receivers");
    }
    return address;
  }

  /** Those that there are. */
  List<String> present() {
    return addresses.keySet().stream().filter(name -> address(name).isPresent()).sorted().toList();
  }
}
