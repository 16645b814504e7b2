package com.jagcall.calls.sip;

import javax.sip.address.Address;
import javax.sip.message.Request;

/** Who calls, spelled as a trunk wants to read it. */
final class Caller {

  private final TrunkLine line;
  private final Address number;

  Caller(TrunkLine line, String from) {
    this.line = line;
    this.number =
        Messages.address(Messages.uri(line.trunk().spelled(from), line.domain(), 0, null));
  }

  Address from() {
    boolean account =
        switch (line.trunk().callerId()) {
          case FROM, REMOTE_PARTY_ID -> false;
          case P_ASSERTED_IDENTITY, P_PREFERRED_IDENTITY -> line.trunk().outbound() != null;
        };
    return account ? line.account() : number;
  }

  void identify(Request request) {
    String value = "<" + number.getURI() + ">";
    switch (line.trunk().callerId()) {
      case FROM -> {}
      case P_ASSERTED_IDENTITY -> Messages.header(request, "P-Asserted-Identity", value);
      case P_PREFERRED_IDENTITY -> Messages.header(request, "P-Preferred-Identity", value);
      case REMOTE_PARTY_ID ->
          Messages.header(
              request, "Remote-Party-ID", value + ";party=calling;screen=yes;privacy=off");
    }
  }
}
