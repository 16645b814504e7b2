package com.jagcall.calls.media;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.jagcall.calls.sdp.Codec;
import com.jagcall.calls.sdp.Direction;
import com.jagcall.calls.sdp.Encryption;
import com.jagcall.calls.sdp.SdpException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two sessions of ours, over real sockets. */
class CallTest {
  private MediaEngine engine = new RtpEngine(MediaRooms.settings());
  private MediaSession calling;
  private MediaSession called;
  private final LineRecorder callingHears = new LineRecorder();
  private final LineRecorder calledHears = new LineRecorder();

  @AfterEach
  void close() {
    engine.close();
  }

  private void engine(Codec codec) {
    engine.close();
    engine =
        new RtpEngine(
            MediaRooms.settings(
                List.of(codec), Encryption.OPTIONAL, MediaSettings.Source.NEGOTIATED));
  }

  private void connect(Encryption encryption) throws SdpException {
    calling = engine.open(MediaOptions.of("calling", encryption));
    called = engine.open(MediaOptions.of("called"));
    calling.line().listen(callingHears);
    called.line().listen(calledHears);
    calling.accept(called.answer(calling.offer()));
    calling.start();
    called.start();
  }

  @ParameterizedTest
  @CsvSource({"PCMU,OFF", "PCMA,OFF", "PCMU,OPTIONAL", "PCMA,MANDATORY"})
  void toneBothWays_isHeardAtItsFrequency(Codec codec, Encryption encryption) throws Exception {
    engine(codec);
    connect(encryption);
    assertTrue(calling.line().play(Tones.sine(440, 2000, 10000)));
    assertTrue(called.line().play(Tones.sine(1000, 2000, 10000)));
    await().until(() -> callingHears.frames() > 75 && calledHears.frames() > 75);
    assertEquals(1, Tones.bestShare(calledHears.caller(25), 440), 0.02);
    assertEquals(1, Tones.bestShare(callingHears.caller(25), 1000), 0.02);
    assertEquals(1, Tones.bestShare(callingHears.agent(25), 440), 0.02);
    assertEquals(codec.name(), calling.stats().codec().orElseThrow());
    assertEquals(encryption != Encryption.OFF, called.stats().encrypted());
    assertEquals(0, calling.stats().received().lost());
    assertEquals(0, calling.stats().received().refused());
    assertFalse(callingHears.gap());
  }

  @Test
  void ip6_carriesSoundToo() throws Exception {
    engine.close();
    engine =
        new RtpEngine(
            MediaRooms.at(
                InetAddress.getByName("::1"),
                List.of(Codec.PCMU),
                Encryption.OFF,
                MediaSettings.Source.NEGOTIATED));
    connect(Encryption.OFF);
    calling.line().play(Tones.sine(440, 2000, 10000));
    await().until(() -> Tones.bestShare(calledHears.caller(25), 440) > 0.95);
  }

  @Test
  void ulawGiven_arrivesByteByByte() throws Exception {
    connect(Encryption.OFF);
    byte[] all = new byte[16000];
    for (int i = 0; i < all.length; i++) {
      // 0x7F is the second zero, and as good as lost in PCM; everything else has to survive.
      all[i] = (byte) (i % 255 == 0x7F ? 0 : i % 255);
    }
    AtomicInteger found = new AtomicInteger(-1);
    called
        .line()
        .listen(
            new LineListener() {
              @Override
              public void frame(long number, AudioFrame caller, AudioFrame agent) {
                // Frames are cut where our time falls, not where packets begin.
                byte[] ulaw = caller.ulaw();
                for (int at = 8000; found.get() < 0 && at < 12000; at++) {
                  if (Arrays.equals(ulaw, 0, 160, all, at, at + 160)) {
                    found.set(at);
                  }
                }
              }
            });
    assertTrue(calling.line().playUlaw(all));
    await().until(() -> found.get() >= 0);
  }

  @Test
  void digits_arriveOnceInOrder_bothWays() throws Exception {
    connect(Encryption.OPTIONAL);
    assertTrue(calling.line().sendDtmf("1234#"));
    assertTrue(called.line().sendDtmf("1199*D"));
    await().until(() -> calledHears.digits().length() >= 5 && callingHears.digits().length() >= 6);
    int frames = calledHears.frames();
    await().until(() -> calledHears.frames() > frames + 20);
    assertEquals("1234#", calledHears.digits());
    assertEquals("1199*D", callingHears.digits());
    assertThrows(IllegalArgumentException.class, () -> calling.line().sendDtmf("12x"));
    assertFalse(calling.line().sendDtmf("1".repeat(65)));
  }

  @Test
  void marks_areReachedAfterWhatIsBeforeThem() throws Exception {
    connect(Encryption.OFF);
    calling.line().play(Tones.sine(440, 110, 8000));
    calling.line().mark("half");
    calling.line().play(Tones.sine(440, 110, 8000));
    calling.line().mark("end");
    await().until(() -> callingHears.marks().size() == 2);
    assertEquals(List.of("half@120", "end@220"), callingHears.marks());
  }

  @Test
  void clear_dropsTheRestAndTellsWhatWasPlayed() throws Exception {
    connect(Encryption.OFF);
    calling.line().play(Tones.sine(440, 3000, 8000));
    calling.line().mark("never");
    await().until(() -> calling.line().playedMillis() >= 200);
    AudioLine.Cleared cleared = calling.line().clear();
    int frames = callingHears.frames();
    await().until(() -> callingHears.frames() > frames + 10);
    assertEquals(3000, cleared.playedMillis() + cleared.droppedMillis());
    assertEquals(cleared.playedMillis(), calling.line().playedMillis());
    assertEquals(0, calling.line().queuedMillis());
    assertEquals(List.of(), callingHears.marks());
    // The agent's channel is silent from the next frame on: barge-in takes 20 ms, not 60.
    assertEquals(0, Tones.loudness(callingHears.agent(8)));
  }

  @Test
  void holdAndResume_stopsAndStartsSound() throws Exception {
    connect(Encryption.OFF);
    AtomicInteger holds = new AtomicInteger();
    AtomicInteger resumes = new AtomicInteger();
    called.listen(
        new MediaListener() {
          @Override
          public void held(boolean held) {
            (held ? holds : resumes).incrementAndGet();
          }

          @Override
          public void mediaTimedOut(boolean ever, Duration silence) {
            holds.addAndGet(100);
          }
        });
    calling.accept(called.answer(calling.offer(Direction.INACTIVE)));
    await().until(() -> holds.get() == 1);
    int frames = calledHears.frames();
    long sent = called.stats().sent().packets();
    called.line().play(Tones.sine(440, 3000, 8000));
    // Longer than the time-out: on hold, silence is as it should be.
    await().until(() -> calledHears.frames() > frames + 75);
    assertEquals(sent, called.stats().sent().packets());
    assertEquals(3000, called.line().queuedMillis());
    calling.accept(called.answer(calling.offer()));
    await().until(() -> resumes.get() == 1);
    await().until(() -> Tones.share(callingHears.caller(10), 440) > 0.9);
    assertEquals(1, holds.get());
  }

  @Test
  void packetsStopAndComeAgain_isTold() throws Exception {
    connect(Encryption.OFF);
    AtomicInteger stopped = new AtomicInteger();
    AtomicInteger resumed = new AtomicInteger();
    await().until(() -> calledHears.heard() > 10);
    called.listen(
        new MediaListener() {
          @Override
          public void mediaTimedOut(boolean ever, Duration silence) {
            assertTrue(ever);
            assertTrue(silence.toMillis() >= 1000, silence.toString());
            stopped.incrementAndGet();
          }

          @Override
          public void mediaResumed() {
            resumed.incrementAndGet();
          }
        });
    // The caller stops to send without telling: its pacing forgets it.
    ((RtpEngine) engine).pacer().remove((RtpSession) calling);
    await().until(() -> stopped.get() == 1);
    ((RtpEngine) engine).pacer().add((RtpSession) calling);
    await().until(() -> resumed.get() == 1);
    assertEquals(1, stopped.get());
  }

  @Test
  void packetsNeverCome_isTold() throws Exception {
    calling = engine.open(MediaOptions.of("calling"));
    called = engine.open(MediaOptions.of("called"));
    calling.accept(called.answer(calling.offer()));
    AtomicInteger never = new AtomicInteger();
    calling.listen(
        new MediaListener() {
          @Override
          public void mediaTimedOut(boolean ever, Duration silence) {
            assertFalse(ever);
            never.incrementAndGet();
          }
        });
    calling.start();
    await().until(() -> never.get() == 1);
    // The answer after early media gives it the time anew.
    calling.accept(called.answer(calling.offer()));
    await().until(() -> never.get() == 2);
  }

  @ParameterizedTest
  @EnumSource(Encryption.class)
  void reports_tellEachSideHowItIsHeard(Encryption encryption) throws Exception {
    connect(encryption);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () ->
                calling.stats().sent().roundTripMillis().isPresent()
                    && called.stats().sent().lostFraction().isPresent());
    assertEquals(0, called.stats().sent().lostFraction().orElseThrow());
    assertTrue(calling.stats().sent().roundTripMillis().orElseThrow() < 1000);
    assertEquals(0, called.stats().received().refused());
  }

  @Test
  void sameOfferTwice_isTheSameText() throws Exception {
    connect(Encryption.OPTIONAL);
    String first = calling.offer();
    assertEquals(first, calling.offer());
    long before = called.stats().received().packets();
    calling.accept(called.answer(first));
    await().until(() -> called.stats().received().packets() > before + 10);
    assertEquals(0, called.stats().received().refused());
  }

  @Test
  void mandatoryAgainstPlain_failsClearly() {
    calling = engine.open(MediaOptions.of("calling", Encryption.OFF));
    called = engine.open(MediaOptions.of("called", Encryption.MANDATORY));
    SdpException refused = assertThrows(SdpException.class, () -> called.answer(calling.offer()));
    assertEquals(488, refused.kind().sipStatus());
    assertEquals(
        "Encrypted audio is required: SRTP with AES_CM_128_HMAC_SHA1_80 or _32.",
        refused.getMessage());
  }

  @Test
  void playoutIsBounded() throws Exception {
    connect(Encryption.OFF);
    assertTrue(calling.line().play(new short[59 * 8000]));
    assertFalse(calling.line().play(new short[5 * 8000]));
    assertArrayEquals(new long[] {0}, new long[] {called.line().queuedMillis()});
  }

  @Test
  void startedBeforeTheOtherSideIsKnown_beginsWithIt() throws Exception {
    calling = engine.open(MediaOptions.of("calling"));
    called = engine.open(MediaOptions.of("called"));
    calling.line().listen(callingHears);
    calling.start();
    String answer = called.answer(calling.offer());
    assertEquals(0, callingHears.frames());
    calling.accept(answer);
    await().until(() -> callingHears.frames() > 5);
  }

  @Test
  void closed_givesPortsBackAndStopsFrames() throws Exception {
    connect(Encryption.OFF);
    await().until(() -> callingHears.frames() > 5);
    assertEquals(2, engine.sessions());
    calling.close();
    calling.close();
    called.close();
    assertEquals(0, engine.sessions());
    int frames = callingHears.frames();
    connect(Encryption.OFF);
    await().until(() -> callingHears.frames() > frames + 5);
  }
}
