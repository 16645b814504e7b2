package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.jagcall.calls.sdp.Encryption;
import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A call to SIPp, which sends back every packet as it came. */
class EchoTest {
  private static int freePort() throws IOException {
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void echo_isOurOwnSound() throws Exception {
    boolean there = Files.isExecutable(Path.of("/usr/bin/sipp"));
    if (!there) {
      System.err.println("*** NOT TESTED: sound to SIPp and back, because it is not installed ***");
    }
    assumeTrue(there, "sipp is not installed");
    int sip = freePort();
    int media = freePort() & ~1;
    Process sipp =
        new ProcessBuilder(
                "sipp -sn uas -rtp_echo -nostdin -m 1 -i 127.0.0.1 -mi 127.0.0.1 -p %d -mp %d"
                    .formatted(sip, media)
                    .split(" "))
            .redirectErrorStream(true)
            .redirectOutput(new File("/dev/null"))
            .start();
    try (PeerCall call = new PeerCall(sip, Encryption.OFF)) {
      call.waitUntilUp();
      call.session().line().play(Tones.sine(600, 3000, 10_000));
      await().until(() -> call.heard().frames() > 100);
      assertEquals(1, Tones.bestShare(call.heard().caller(50), 600), 0.05);
      assertEquals(0, call.session().stats().received().refused());
      call.hangUp();
    } finally {
      sipp.destroy();
    }
  }
}
