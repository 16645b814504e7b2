package com.jagcall.calls.listening;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * Silero VAD at 8 kHz: a network of 2 MB, loaded once, that judges windows of 32 ms together with
 * the 4 ms before them, and remembers 256 numbers of each call. Well under a millisecond a window.
 */
public final class Silero implements AutoCloseable {
  private static final String MODEL = "silero_vad.onnx";
  private static final int RATE = 8_000;
  private static final int WINDOW = 256;
  private static final int CONTEXT = 32;
  private static final int STATE = 2 * 128;
  private static final float FULL_SCALE = 32_768f;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final OnnxTensor rate;

  /** Loads it. */
  public Silero() {
    try (InputStream model = Silero.class.getResourceAsStream(MODEL);
        OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Many calls on few cores: each window is judged by the thread that asks.
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      session = environment.createSession(model.readAllBytes(), options);
      rate =
          OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {RATE}), new long[] {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new IllegalStateException("the voice activity model cannot be loaded", e);
    }
  }

  /** For one call. */
  public VoiceActivity open() {
    return new Call();
  }

  @Override
  public void close() {
    try {
      rate.close();
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the voice activity model cannot be closed", e);
    }
  }

  private final class Call implements VoiceActivity {
    private final float[] window = new float[CONTEXT + WINDOW];
    private float[] state = new float[STATE];
    private int filled = CONTEXT;
    private double last;

    @Override
    public double hear(short[] pcm) {
      for (short sample : pcm) {
        window[filled++] = sample / FULL_SCALE;
        if (filled == window.length) {
          last = judge();
          System.arraycopy(window, WINDOW, window, 0, CONTEXT);
          filled = CONTEXT;
        }
      }
      return last;
    }

    private double judge() {
      try (OnnxTensor input = tensor(window, 1, window.length);
          OnnxTensor before = tensor(state, 2, 1, STATE / 2);
          OrtSession.Result result =
              session.run(Map.of("input", input, "state", before, "sr", rate))) {
        FloatBuffer after = ((OnnxTensor) result.get("stateN").orElseThrow()).getFloatBuffer();
        state = new float[STATE];
        after.get(state);
        return ((OnnxTensor) result.get("output").orElseThrow()).getFloatBuffer().get(0);
      } catch (OrtException e) {
        throw new IllegalStateException("voice activity cannot be judged", e);
      }
    }

    private OnnxTensor tensor(float[] values, long... shape) throws OrtException {
      return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
    }

    @Override
    public void close() {
      // Its memory is its own: nothing is left.
    }
  }
}
