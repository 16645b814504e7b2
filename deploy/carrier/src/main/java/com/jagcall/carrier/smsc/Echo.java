package com.jagcall.carrier.smsc;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jsmpp.bean.SubmitSm;

/** The people behind the recipients' numbers: whoever gets a message answers what it said. */
final class Echo {

  private static final int MAX_UNFINISHED = 10_000;
  private static final int HEADER_OCTETS = 6;

  /** Sends a message from a telephone. */
  interface Telephone {
    int send(String from, String to, String text);
  }

  private record Key(String from, String to, int reference, int total) {}

  private final Telephone telephone;
  private final Map<Key, Map<Integer, String>> unfinished =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Map<Integer, String>> eldest) {
          return size() > MAX_UNFINISHED;
        }
      };

  Echo(Telephone telephone) {
    this.telephone = telephone;
  }

  synchronized void heard(SubmitSm pdu) {
    byte[] data = pdu.getShortMessage();
    boolean isPart = pdu.isUdhi() && data.length >= HEADER_OCTETS && data[0] == 5 && data[1] == 0;
    if (!isPart) {
      reply(pdu, GsmText.read(data, pdu.getDataCoding()));
      return;
    }
    Key key = new Key(pdu.getSourceAddr(), pdu.getDestAddress(), data[3] & 0xFF, data[4] & 0xFF);
    Map<Integer, String> parts = unfinished.computeIfAbsent(key, first -> new TreeMap<>());
    byte[] text = Arrays.copyOfRange(data, HEADER_OCTETS, data.length);
    parts.put(data[5] & 0xFF, GsmText.read(text, pdu.getDataCoding()));
    if (parts.size() == key.total()) {
      unfinished.remove(key);
      reply(pdu, String.join("", parts.values()));
    }
  }

  private void reply(SubmitSm pdu, String text) {
    telephone.send(pdu.getDestAddress(), pdu.getSourceAddr(), "You said: " + text);
  }
}
