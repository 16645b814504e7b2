package com.jagcall.local.stack;

import com.jagcall.local.StackException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Every replica of every service: started together, waited for together, stopped together. */
final class ServiceFleet {

  private static final long SAY_SO_EVERY_SECONDS = 10;

  private final List<ServiceReplica> replicas;
  private final Progress progress;

  ServiceFleet(List<ServiceReplica> replicas, Progress progress) {
    this.replicas = List.copyOf(replicas);
    this.progress = progress;
  }

  List<ServiceReplica> all() {
    return replicas;
  }

  List<ServiceReplica> of(String service) {
    return replicas.stream().filter(replica -> replica.service().name().equals(service)).toList();
  }

  /** Starts all at once and returns when each is ready, or as soon as one has failed. */
  void start() {
    replicas.forEach(ServiceReplica::launch);
    List<ServiceReplica> awaited = new ArrayList<>(replicas);
    CompletableFuture<Void> ready =
        together(
            replicas,
            replica -> {
              replica.awaitReady();
              progress.line(replica.name() + " is ready");
              synchronized (awaited) {
                awaited.remove(replica);
              }
            });
    while (!isDone(ready)) {
      synchronized (awaited) {
        progress.line(
            "waiting for "
                + String.join(", ", awaited.stream().map(ServiceReplica::name).toList()));
      }
    }
  }

  /** accounts-service last: while the others finish their requests they may have to ask it. */
  void stop() {
    together(
            replicas.stream().filter(replica -> !replica.service().isAccounts()).toList(),
            ServiceReplica::stop)
        .join();
    together(
            replicas.stream().filter(replica -> replica.service().isAccounts()).toList(),
            ServiceReplica::stop)
        .join();
  }

  private static boolean isDone(CompletableFuture<Void> ready) {
    try {
      ready.get(SAY_SO_EVERY_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (TimeoutException notYet) {
      return false;
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new CompletionException(failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while services were starting", interrupted);
    }
  }

  /** Completes when the step is done for all, or with the first failure: the others go on. */
  private static CompletableFuture<Void> together(
      List<ServiceReplica> replicas, Consumer<ServiceReplica> step) {
    List<CompletableFuture<Void>> steps =
        replicas.stream()
            .map(
                replica ->
                    CompletableFuture.runAsync(() -> step.accept(replica), ServiceFleet::inThread))
            .toList();
    CompletableFuture<Void> all = CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new));
    for (CompletableFuture<Void> one : steps) {
      one.exceptionally(
          failure -> {
            all.completeExceptionally(
                failure instanceof CompletionException ? failure.getCause() : failure);
            return null;
          });
    }
    return all;
  }

  private static void inThread(Runnable step) {
    Thread thread = new Thread(step, "services");
    thread.setDaemon(true);
    thread.start();
  }
}
