package com.jagcall.calls.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/**
 * Keeps recordings in a folder. Several replicas need one that all of them see, such as a volume
 * that can be mounted by many.
 */
final class DiskStore implements RecordingStore {
  private final Path folder;

  DiskStore(Path folder) {
    this.folder = folder;
  }

  /** A second name for the same file where that is possible, a copy where it is not. */
  @Override
  public void put(RecordingKey key, Path file) throws IOException {
    Path target = folder.resolve(key.path());
    PrivateFiles.folders(target.getParent());
    try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    try {
      Files.createLink(target, file);
    } catch (FileAlreadyExistsException e) {
      if (!Files.isSameFile(target, file)) {
        copy(file, target);
      }
    } catch (UnsupportedOperationException | IOException e) {
      copy(file, target);
    }
  }

  @Override
  public Optional<StoredRecording> find(RecordingKey key) throws IOException {
    try {
      BasicFileAttributes file =
          Files.readAttributes(folder.resolve(key.path()), BasicFileAttributes.class);
      // It never changes under a key: its length and time are as good as its content.
      String etag =
          "\"%x-%x\"".formatted(file.size(), file.lastModifiedTime().toInstant().toEpochMilli());
      return Optional.of(
          new StoredRecording(key, file.size(), etag, file.lastModifiedTime().toInstant()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public InputStream read(StoredRecording recording, long first, long length) throws IOException {
    FileChannel file =
        FileChannel.open(folder.resolve(recording.key().path()), StandardOpenOption.READ);
    try {
      return new BoundedStream(Channels.newInputStream(file.position(first)), length);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void delete(List<RecordingKey> keys) throws IOException {
    for (RecordingKey key : keys) {
      Files.deleteIfExists(folder.resolve(key.path()));
    }
  }

  private static void copy(Path file, Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }
}
