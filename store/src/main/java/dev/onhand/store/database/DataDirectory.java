package dev.onhand.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The directory in which one Onhand keeps all that it must not lose, held for this process alone
 * until {@link #close()} or the end of the process, however it ends. Thread-safe.
 */
public final class DataDirectory implements AutoCloseable {

  private static final String LOCK_FILE = "onhand.lock";

  /**
   * The directories that this process holds, with their locks. A lock of the operating system
   * belongs to the process, and closing any second channel on the file would give it up, so a
   * second opener within this process must be turned away before it touches the file. The channels
   * are kept here because one that nobody refers to any more is closed by the garbage collector,
   * lock and all.
   */
  private static final Map<Path, FileChannel> HELD = new HashMap<>();

  /**
   * PostgreSQL's pg_ctl starts the server through a shell, within double quotes; these characters
   * would not stay what they are there.
   */
  private static final String UNFIT_CHARACTERS = "\"$`\\\n\r";

  private final Path path;
  private final FileChannel lockChannel;

  private DataDirectory(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /**
   * Opens the directory, making it (mode 0700) where there is none.
   *
   * @throws DatabaseSetupException if another Onhand uses it, or it cannot be written
   */
  public static DataDirectory open(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    requireFitName(absolute);
    try {
      Path made = make(absolute);
      return hold(made);
    } catch (AccessDeniedException e) {
      throw notWritable(absolute, "this user has no right to", e);
    } catch (FileAlreadyExistsException e) {
      throw new DatabaseSetupException(
          "The data directory %s is no directory: %s is in the way. Give another --data directory."
              .formatted(absolute, e.getFile()),
          e);
    } catch (IOException e) {
      throw notWritable(absolute, String.valueOf(e.getMessage()), e);
    }
  }

  /** Where it is, free of symbolic links. */
  public Path path() {
    return path;
  }

  /** A file or directory within it. */
  public Path resolve(String name) {
    return path.resolve(name);
  }

  /** A directory within it, made for its owner alone where there is none. */
  public Path makeDirectory(String name) {
    Path directory = path.resolve(name);
    try {
      return Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    } catch (IOException e) {
      throw notWritable(path, String.valueOf(e.getMessage()), e);
    }
  }

  /** Lets it go. A second call does nothing. */
  @Override
  public void close() {
    synchronized (HELD) {
      if (!lockChannel.isOpen()) {
        return;
      }
      try {
        lockChannel.truncate(0);
        lockChannel.close();
      } catch (IOException e) {
        throw new IllegalStateException("cannot let go of " + path, e);
      } finally {
        HELD.remove(path);
      }
    }
  }

  /** Attributes of a new directory or file that its owner alone may use, where there are such. */
  static FileAttribute<?>[] ownerOnly(Path where, String permissions) {
    if (!where.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> set = PosixFilePermissions.fromString(permissions);
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(set)};
  }

  private static Path make(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Path parent = directory.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.createDirectories(directory, ownerOnly(directory, "rwx------"));
    }
    return directory.toRealPath();
  }

  private static DataDirectory hold(Path directory) throws IOException {
    synchronized (HELD) {
      if (HELD.containsKey(directory)) {
        throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
      }
      FileChannel lock = lock(directory);
      HELD.put(directory, lock);
      return new DataDirectory(directory, lock);
    }
  }

  private static FileChannel lock(Path directory) throws IOException {
    Path file = directory.resolve(LOCK_FILE);
    FileChannel channel =
        FileChannel.open(
            file,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
            ownerOnly(file, "rw-------"));
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock == null) {
        throw inUse(directory, Files.readString(file).strip());
      }
      String pid = ProcessHandle.current().pid() + "\n";
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
      channel.force(true);
      return channel;
    } finally {
      if (lock == null) {
        channel.close();
      }
    }
  }

  private static void requireFitName(Path directory) {
    String name = directory.toString();
    if (name.chars().anyMatch(c -> UNFIT_CHARACTERS.indexOf(c) >= 0)) {
      throw new DatabaseSetupException(
          "The data directory %s has one of the characters \" $ ` \\ or a line break in its name,"
                  .formatted(directory)
              + " which PostgreSQL's start script cannot take. Give another --data directory.");
    }
  }

  private static DatabaseSetupException inUse(Path directory, String pid) {
    return new DatabaseSetupException(
        "Another Onhand (process %s) is using %s. Stop it first, or give another --data directory."
            .formatted(pid.isEmpty() ? "unknown" : pid, directory));
  }

  private static DatabaseSetupException notWritable(Path directory, String why, IOException cause) {
    return new DatabaseSetupException(
        "The data directory %s cannot be written by user %s (%s). Give that user the right, or give"
                .formatted(directory, System.getProperty("user.name"), why)
            + " another --data directory.",
        cause);
  }
}
