package com.jagcall.common.guard;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Keeps requests to customers' URLs out of the networks that only we can reach (server-side request
 * forgery). It must be asked twice: {@link #check} when a URL is given, for a clear answer, and
 * {@link #judge} with every address its name has at the moment of each request. The connection must
 * then be made to one of the judged addresses, and the name must not be resolved again.
 */
public final class TargetGuard {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private final boolean isHttpAllowed;
  private final AddressRules rules;

  /**
   * A guard.
   *
   * @param isHttpAllowed whether a URL may be http
   * @param allowedNetworks ranges in CIDR notation that may be called although they are not public
   */
  public TargetGuard(boolean isHttpAllowed, List<String> allowedNetworks) {
    this.isHttpAllowed = isHttpAllowed;
    this.rules = new AddressRules(allowedNetworks);
  }

  /**
   * Reads a URL and judges what can be judged without resolving its host.
   *
   * @throws RefusedTargetException when it must not be called
   */
  public TargetUrl check(String url) {
    TargetUrl target = TargetUrl.parse(url, isHttpAllowed);
    Optional<InetAddress> address = target.isLocalhost() ? Optional.of(LOOPBACK) : target.literal();
    address
        .flatMap(rules::fault)
        .ifPresent(
            fault -> {
              throw new RefusedTargetException("must not lead to " + fault);
            });
    return target;
  }

  /**
   * Judges every address that a name has. One that must not be called condemns the name: who mixes
   * them is trying.
   *
   * @throws RefusedTargetException when there is such an address, or none at all. It does not name
   *     the address: not everybody may know what our resolver knows.
   */
  public List<InetAddress> judge(List<InetAddress> addresses) {
    if (addresses.isEmpty()) {
      throw new RefusedTargetException("the host has no address");
    }
    for (InetAddress address : addresses) {
      rules
          .fault(address)
          .ifPresent(
              fault -> {
                throw new RefusedTargetException("not sent: the host leads to " + fault);
              });
    }
    return addresses;
  }
}
