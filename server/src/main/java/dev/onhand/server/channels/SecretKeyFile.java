package dev.onhand.server.channels;

import dev.onhand.model.Secret;
import dev.onhand.store.secrets.SecretBox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The key for channels' secrets in the data directory, which its owner alone may read. */
final class SecretKeyFile {

  private static final Logger LOG = LoggerFactory.getLogger(SecretKeyFile.class);

  static final String NAME = "secret.key";

  private SecretKeyFile() {}

  /** The key that is there, or a new one. */
  static Secret read(Path data, RandomGenerator random) {
    Path file = data.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        make(file, SecretBox.newKey(random::nextBytes));
      }
      return Secret.of(Files.readString(file).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("the key for secrets cannot be kept in " + file, e);
    }
  }

  /** Made whole or not at all, and never over one that is there. */
  private static void make(Path file, Secret key) throws IOException {
    Path fresh = file.resolveSibling(NAME + ".new");
    Files.deleteIfExists(fresh);
    Files.createFile(
        fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(fresh, key.reveal() + "\n", StandardOpenOption.SYNC);
    try {
      Files.createLink(file, fresh);
      LOG.info("made the key for secrets of channels, which is in {}", file);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another made the key first", e);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
