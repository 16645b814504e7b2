package com.jagcall.common.guard;

import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * All addresses of a name, without waiting in a thread: a name whose servers are slow delays nobody
 * else. No search domains: a customer's name never becomes one of ours.
 */
public final class Resolver implements AutoCloseable {
  private static final int LONGEST_TTL_SECONDS = 30;
  private static final int QUERY_TIMEOUT_MILLIS = 2_000;
  private static final int MAX_QUERIES = 8;

  private final NioEventLoopGroup thread = new NioEventLoopGroup(1);
  private final DnsNameResolver names;

  /**
   * A resolver.
   *
   * @param dnsServers address and port of each, in the order in which they are asked; empty: the
   *     system's
   */
  public Resolver(List<String> dnsServers) {
    DnsNameResolverBuilder builder =
        new DnsNameResolverBuilder(thread.next())
            .datagramChannelType(NioDatagramChannel.class)
            .socketChannelType(NioSocketChannel.class, true)
            .resolvedAddressTypes(ResolvedAddressTypes.IPV4_PREFERRED)
            .searchDomains(List.of())
            .ttl(0, LONGEST_TTL_SECONDS)
            .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
            .maxQueriesPerResolve(MAX_QUERIES);
    if (!dnsServers.isEmpty()) {
      builder.nameServerProvider(
          new SequentialDnsServerAddressStreamProvider(
              dnsServers.stream().map(Resolver::server).toList()));
    }
    names = builder.build();
  }

  private static InetSocketAddress server(String addressAndPort) {
    int colon = addressAndPort.lastIndexOf(':');
    return new InetSocketAddress(
        addressAndPort.substring(0, colon), Integer.parseInt(addressAndPort.substring(colon + 1)));
  }

  /** Fails when the name has none, or nobody tells in time. */
  public Uni<List<InetAddress>> addresses(String name) {
    return Uni.createFrom()
        .emitter(
            emitter ->
                names
                    .resolveAll(name)
                    .addListener(
                        done -> {
                          if (done.isSuccess()) {
                            @SuppressWarnings("unchecked")
                            List<InetAddress> found = (List<InetAddress>) done.getNow();
                            emitter.complete(found);
                          } else {
                            emitter.fail(done.cause());
                          }
                        }));
  }

  @Override
  public void close() {
    names.close();
    thread.shutdownGracefully(0, 1, TimeUnit.SECONDS);
  }
}
