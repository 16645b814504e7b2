package com.jagcall.billing.price;

import com.jagcall.common.error.ApiException;
import com.jagcall.common.error.Outage;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The prices that are valid now, in this replica's memory. Another replica's change is seen within
 * two seconds: a hold keeps the price it was placed with, so nobody sees a mixture.
 */
@ApplicationScoped
public class PriceBook {
  /** A phone number or its start: what a prefix is looked for in. */
  public static final String DESTINATION = "\\+?[0-9]{1,15}";

  private static final String DEFAULT_LIST = "/prices/default.csv";

  private final PriceListRepository lists;
  private volatile PriceList current = new PriceList(0, List.of());

  PriceBook(PriceListRepository lists) {
    this.lists = lists;
  }

  /** The price of a product for a destination's digits. */
  public Optional<Price> find(Product product, String digits, Instant at) {
    return current.find(product, digits, at);
  }

  /** The refusal of what is not sold. */
  public static ApiException noPrice(Product product) {
    return ApiException.validation(
        "product", product.wire() + " has no price for this destination");
  }

  /**
   * The product a request names.
   *
   * @throws ApiException {@code validation_error}
   */
  public static Product product(String name) {
    return Product.of(name)
        .orElseThrow(() -> ApiException.validation("product", "must be one of " + Product.names()));
  }

  /** The digits of a {@link #DESTINATION}; empty when there is none. */
  public static String digits(String destination) {
    return destination == null ? "" : destination.replace("+", "");
  }

  void start(@Observes StartupEvent event) throws Throwable {
    VertxContextSupport.subscribeAndAwait(
        () -> Panache.withTransaction(this::addDefaultIfThereIsNone));
    VertxContextSupport.subscribeAndAwait(this::refresh);
  }

  private Uni<PriceList> addDefaultIfThereIsNone() {
    return lists
        .lock()
        .chain(lists::version)
        .chain(
            version ->
                version > 0
                    ? Uni.createFrom().nullItem()
                    : lists.add(1, PriceFile.parse(defaultList()), "billing-service"));
  }

  private static String defaultList() {
    try (InputStream file = PriceBook.class.getResourceAsStream(DEFAULT_LIST)) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** While PostgreSQL is away, prices are what they were. */
  @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> keepUp() {
    return refresh().onFailure(Outage::isBehind).recoverWithNull();
  }

  /** Reads the list when there is a newer one. */
  private Uni<Void> refresh() {
    return Panache.withSession(
        () ->
            lists
                .version()
                .chain(
                    version ->
                        version == current.version()
                            ? Uni.createFrom().item(current)
                            : lists.load(version))
                .invoke(this::use)
                .replaceWithVoid());
  }

  /**
   * Makes these the prices, from now on for this replica.
   *
   * @param by who says so
   */
  Uni<PriceList> replace(List<PriceLine> lines, String by) {
    return Panache.withTransaction(
            () ->
                lists
                    .lock()
                    .chain(lists::version)
                    .chain(version -> lists.add(version + 1, lines, by)))
        .invoke(this::use);
  }

  private synchronized void use(PriceList list) {
    current = list.version() > current.version() ? list : current;
  }
}
