package com.jagcall.calls.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * Silero VAD (version 5) at 8 kHz, by ONNX Runtime. One model serves all calls, from any threads;
 * each call has a {@link VoiceActivity} of its own. Its input is a window behind the last 32
 * samples of the one before, its memory a state that each run hands to the next.
 */
public final class SileroModel implements AutoCloseable {
  private static final String RESOURCE = "silero_vad.onnx";
  private static final int CONTEXT_SAMPLES = 32;
  private static final long[] STATE_SHAPE = {2, 1, 128};
  private static final int STATE_LENGTH = 256;
  private static final long SAMPLE_RATE = 8000;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /** Loads it: 2.3 MB, and some tens of milliseconds. */
  public SileroModel() throws IOException {
    try (InputStream model = SileroModel.class.getResourceAsStream(RESOURCE);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      if (model == null) {
        throw new IOException(RESOURCE + " is not in this build");
      }
      // A window takes a fraction of a millisecond: threads of its own would only wait in a circle.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model.readAllBytes(), options);
    } catch (OrtException e) {
      throw new IOException("ONNX Runtime cannot load " + RESOURCE, e);
    }
  }

  /** For one caller. Not for several threads at once. */
  public VoiceActivity listen() {
    return new Listening();
  }

  @Override
  public void close() throws IOException {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IOException(e);
    }
  }

  private final class Listening implements VoiceActivity {
    private final FloatBuffer input = floats(CONTEXT_SAMPLES + WINDOW_SAMPLES);
    private final FloatBuffer state = floats(STATE_LENGTH);

    @Override
    public float hear(short[] pcm, int offset) {
      for (int i = 0; i < CONTEXT_SAMPLES; i++) {
        input.put(i, input.get(WINDOW_SAMPLES + i));
      }
      for (int i = 0; i < WINDOW_SAMPLES; i++) {
        input.put(CONTEXT_SAMPLES + i, pcm[offset + i] / 32768f);
      }
      try {
        return run();
      } catch (OrtException e) {
        throw new IllegalStateException("the voice model failed", e);
      }
    }

    private float run() throws OrtException {
      long[] shape = {1, CONTEXT_SAMPLES + WINDOW_SAMPLES};
      LongBuffer rate = LongBuffer.wrap(new long[] {SAMPLE_RATE});
      try (OnnxTensor sound = OnnxTensor.createTensor(environment, input, shape);
          OnnxTensor before = OnnxTensor.createTensor(environment, state, STATE_SHAPE);
          OnnxTensor hertz = OnnxTensor.createTensor(environment, rate, new long[] {1});
          OrtSession.Result result =
              session.run(Map.of("input", sound, "state", before, "sr", hertz))) {
        OnnxTensor after = (OnnxTensor) result.get("stateN").orElseThrow();
        OnnxTensor probability = (OnnxTensor) result.get("output").orElseThrow();
        state.put(0, after.getFloatBuffer(), 0, STATE_LENGTH);
        return probability.getFloatBuffer().get(0);
      }
    }
  }

  private static FloatBuffer floats(int length) {
    return ByteBuffer.allocateDirect(length * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
