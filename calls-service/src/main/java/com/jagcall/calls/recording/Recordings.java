package com.jagcall.calls.recording;

import com.jagcall.calls.recording.Deliveries.Announcement;
import com.jagcall.calls.recording.OpenRecording.Owner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The recordings of this replica, from their first frame until they are stored: what is open, what
 * is whole and on its way to the store, and what replicas left that died.
 */
public final class Recordings implements AutoCloseable {
  private final WorkFolder work;
  private final RecordingWriter writer;
  private final Deliveries deliveries;

  /**
   * @param folder of the work folders of all replicas
   * @param limit how many may be open at once
   * @param retry the pause after the store refused one for the first time
   */
  Recordings(
      Path folder, int limit, RecordingStore store, Announcement announcement, Duration retry)
      throws IOException {
    work = WorkFolder.create(PrivateFiles.folders(folder));
    writer = new RecordingWriter(limit);
    deliveries = new Deliveries(store, announcement, retry);
  }

  /**
   * Begins one. Returns at once; that the file cannot be written shows when it is finished.
   *
   * @param key of a call that was never recorded before
   */
  public Recorder begin(RecordingKey key) {
    Path done = work.done(key);
    OpenRecording recording = new OpenRecording(work.open(key), done, owner(key, done));
    writer.add(recording);
    return recording;
  }

  /** Makes whole and stores what replicas left that died. Blocks; to be called now and then. */
  public void recover() throws IOException {
    work.recover().forEach(key -> deliveries.add(key, work.done(key)));
  }

  /** How many are being written. */
  public int open() {
    return writer.size();
  }

  /** How many are whole and not stored yet. */
  public int undelivered() {
    return deliveries.size();
  }

  /** Ends all that are open and stores what it can in a few seconds; the rest is recovered. */
  @Override
  public void close() throws IOException {
    writer.close();
    deliveries.close();
    work.close();
  }

  private Owner owner(RecordingKey key, Path done) {
    return new Owner() {
      @Override
      public void hurry(OpenRecording recording) {
        writer.hurry(recording);
      }

      @Override
      public void end(OpenRecording recording) {
        writer.end(recording, () -> deliveries.add(key, done, recording::stored));
      }
    };
  }
}
