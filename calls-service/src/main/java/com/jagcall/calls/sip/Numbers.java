package com.jagcall.calls.sip;

import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;
import javax.sip.header.FromHeader;
import javax.sip.header.HeaderAddress;
import javax.sip.header.ToHeader;
import javax.sip.message.Request;

/** Reads phone numbers out of an INVITE. */
final class Numbers {

  private Numbers() {}

  /**
   * The number called: of the first line, or of To where that is an account's name. Null if there
   * is none.
   */
  static String called(Request invite) {
    String number = number(invite.getRequestURI());
    return number != null
        ? number
        : number(((ToHeader) invite.getHeader(ToHeader.NAME)).getAddress().getURI());
  }

  /**
   * The caller's number: as asserted by the trunk (RFC 3325), else of From. Null if withheld or no
   * number.
   */
  static String calling(Request invite) {
    String privacy = Messages.value(invite, "Privacy");
    if (privacy != null && (privacy.contains("id") || privacy.contains("user"))) {
      return null;
    }
    if (invite.getHeader("P-Asserted-Identity") instanceof HeaderAddress asserted
        && asserted.getAddress() != null) {
      String number = number(asserted.getAddress().getURI());
      if (number != null) {
        return number;
      }
    }
    return number(((FromHeader) invite.getHeader(FromHeader.NAME)).getAddress().getURI());
  }

  /** E.164 of a SIP or tel URI; some trunks leave out the plus, others write 00 for it. */
  private static String number(URI uri) {
    String user = null;
    if (uri instanceof SipURI sip) {
      user = sip.getUser();
    } else if (uri instanceof TelURL tel) {
      user = (tel.isGlobal() ? "+" : "") + tel.getPhoneNumber();
    }
    if (user == null) {
      return null;
    }
    int parameters = user.indexOf(';');
    String digits =
        (parameters < 0 ? user : user.substring(0, parameters)).replaceAll("[-.()]", "");
    if (digits.startsWith("++")) {
      digits = digits.substring(1);
    } else if (digits.startsWith("00")) {
      digits = "+" + digits.substring(2);
    } else if (!digits.startsWith("+")) {
      digits = "+" + digits;
    }
    // A number without plus must be long enough not to be an extension.
    return PhoneNumber.valid(digits) && digits.length() > 7 ? digits : null;
  }
}
