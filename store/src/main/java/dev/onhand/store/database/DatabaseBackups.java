package dev.onhand.store.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Backups of the embedded database while it works: a copy of its files as they are, and the
 * write-ahead log that was written meanwhile, from which PostgreSQL makes one state of them when it
 * starts on the copy (its manual, "Making a Base Backup Using the Low Level API"). Each is one
 * archive, read again from the disk to its end before it counts.
 */
public final class DatabaseBackups {

  /** So many are kept, the newest. */
  public static final int KEPT = 7;

  /** Made anew, or of this run alone, or another server's: PostgreSQL's manual names them. */
  private static final Set<String> EMPTY =
      Set.of(
          "pg_wal",
          "pg_replslot",
          "pg_dynshmem",
          "pg_notify",
          "pg_serial",
          "pg_snapshots",
          "pg_stat_tmp",
          "pg_subtrans");

  private static final Pattern NAME = Pattern.compile("onhand-\\d{8}T\\d{6}Z\\.tar\\.gz");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final String PART = ".part";
  private static final String CLUSTER = "postgres/";
  private static final String LABEL = "backup_label";
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseBackups.class);

  private final EmbeddedDatabase database;
  private final Path cluster;
  private final Path passwordFile;
  private final Path directory;
  private final ReentrantLock one = new ReentrantLock();

  /**
   * A backup that was read again to its end after it was written.
   *
   * @param at when it began: it has what was committed until then, and some of what was later
   */
  public record Backup(String name, Instant at, long bytes) {}

  /**
   * @param directory where they are kept; best on another disk
   */
  public DatabaseBackups(EmbeddedDatabase database, DataDirectory data, Path directory) {
    this.database = database;
    this.cluster = data.resolve("postgres");
    this.passwordFile = data.resolve("postgres.password");
    this.directory = directory;
  }

  public Path directory() {
    return directory;
  }

  /** Those that are there, newest first. */
  public List<Backup> list() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> NAME.matcher(file.getFileName().toString()).matches())
          .map(DatabaseBackups::backup)
          .sorted(Comparator.comparing(Backup::at).reversed())
          .toList();
    } catch (IOException e) {
      throw new IllegalStateException("the backups in %s cannot be listed".formatted(directory), e);
    }
  }

  private static Backup backup(Path file) {
    String name = file.getFileName().toString();
    String time = name.substring("onhand-".length(), name.indexOf('.'));
    try {
      return new Backup(name, Instant.from(TIME.parse(time)), Files.size(file));
    } catch (IOException e) {
      throw new IllegalStateException(file + " cannot be looked at", e);
    }
  }

  /**
   * Makes one, checks it, and removes those that are too many.
   *
   * @throws IllegalStateException if one is being made
   * @throws IOException if it cannot be written, or does not come back as it was written, or the
   *     database does not give it
   */
  public Backup make(Instant now) throws IOException {
    if (!one.tryLock()) {
      throw new IllegalStateException("A backup is being made already.");
    }
    try {
      Files.createDirectories(directory);
      Path file =
          directory.resolve(
              "onhand-%s.tar.gz".formatted(TIME.format(now.truncatedTo(ChronoUnit.SECONDS))));
      Path part = directory.resolve(file.getFileName() + PART);
      Files.deleteIfExists(part);
      Files.createFile(part, DataDirectory.ownerOnly(part, "rw-------"));
      try {
        Set<String> written = write(part);
        check(part, written);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (SQLException e) {
        throw new IOException("the database did not give its files: " + e.getMessage(), e);
      } finally {
        Files.deleteIfExists(part);
      }
      removeOld();
      return backup(file);
    } finally {
      one.unlock();
    }
  }

  private void removeOld() throws IOException {
    for (Backup old : list().stream().skip(KEPT).toList()) {
      Files.deleteIfExists(directory.resolve(old.name()));
      LOG.info("removed the old backup {}", old.name());
    }
  }

  /** The names of what is in it. */
  private Set<String> write(Path file) throws IOException, SQLException {
    DatabaseSettings.Login login = database.superuser();
    GzipParameters quick = new GzipParameters();
    quick.setCompressionLevel(Deflater.BEST_SPEED);
    Set<String> written = new HashSet<>();
    try (Connection connection =
            Connections.open(database.url("postgres"), login, database.settings().timeouts());
        FileChannel disk = FileChannel.open(file, StandardOpenOption.WRITE);
        OutputStream bytes =
            new BufferedOutputStream(java.nio.channels.Channels.newOutputStream(disk), 1 << 16);
        TarArchiveOutputStream archive =
            new TarArchiveOutputStream(new GzipCompressorOutputStream(bytes, quick))) {
      archive.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      archive.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      Copy copy = new Copy(archive, written);
      // The slot keeps the log until this connection ends; without, a checkpoint could recycle it.
      ask(
          connection,
          "select slot_name from pg_create_physical_replication_slot('onhand_backup', true, true)");
      String first = ask(connection, "select pg_walfile_name(pg_backup_start('onhand', true))");
      copy.directory(cluster, CLUSTER);
      String last;
      try (Statement statement = connection.createStatement();
          ResultSet end =
              statement.executeQuery(
                  "select labelfile, pg_walfile_name(lsn) from pg_backup_stop(false)")) {
        end.next();
        copy.text(CLUSTER + LABEL, end.getString(1));
        last = end.getString(2);
      }
      copy.log(cluster.resolve("pg_wal"), first, last);
      copy.text("postgres.password", Files.readString(passwordFile));
      archive.finish();
      archive.flush();
      bytes.flush();
      disk.force(true);
    }
    return written;
  }

  private static String ask(Connection connection, String sql) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    }
  }

  /** Reads it from the disk: whole, with its checksum, and with all that was written. */
  static void check(Path file, Set<String> written) throws IOException {
    Set<String> missing = new HashSet<>(written);
    try (InputStream bytes = Files.newInputStream(file);
        InputStream unpacked = new GzipCompressorInputStream(bytes);
        TarArchiveInputStream archive = new TarArchiveInputStream(unpacked)) {
      for (TarArchiveEntry entry = archive.getNextEntry();
          entry != null;
          entry = archive.getNextEntry()) {
        archive.transferTo(OutputStream.nullOutputStream());
        missing.remove(entry.getName());
      }
      // What is damaged can look like the archive's end; the checksum is that of all the bytes.
      unpacked.transferTo(OutputStream.nullOutputStream());
    }
    if (!missing.isEmpty()) {
      throw new IOException(
          "the backup %s lacks %d files, such as %s"
              .formatted(file, missing.size(), missing.iterator().next()));
    }
  }

  /** Puts files into an archive while others write and remove them. */
  private record Copy(TarArchiveOutputStream archive, Set<String> written) {

    void directory(Path from, String name) throws IOException {
      entry(name, 0, 0700);
      archive.closeArchiveEntry();
      if (name.startsWith(CLUSTER)
          && EMPTY.contains(name.substring(CLUSTER.length()).replace("/", ""))) {
        if (name.endsWith("pg_wal/")) {
          for (String inner : List.of("archive_status/", "summaries/")) {
            entry(name + inner, 0, 0700);
            archive.closeArchiveEntry();
          }
        }
        return;
      }
      List<Path> inside;
      try (Stream<Path> files = Files.list(from)) {
        inside = files.sorted().toList();
      }
      for (Path file : inside) {
        String inner = name + file.getFileName();
        if (Files.isDirectory(file)) {
          directory(file, inner + "/");
        } else if (isKept(file.getFileName().toString())) {
          file(file, inner);
        }
      }
    }

    private static boolean isKept(String name) {
      return !name.startsWith("postmaster.")
          && !name.startsWith("pgsql_tmp")
          && !name.equals("pg_internal.init");
    }

    /**
     * As long as it was when it was opened: what grows meanwhile is in the log, and so is what is
     * cut off.
     */
    private void file(Path from, String name) throws IOException {
      try (InputStream in = Files.newInputStream(from)) {
        long size = Files.size(from);
        entry(name, size, 0600);
        byte[] buffer = new byte[1 << 16];
        long left = size;
        while (left > 0) {
          int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
          if (count < 0) {
            java.util.Arrays.fill(buffer, (byte) 0);
            count = (int) Math.min(buffer.length, left);
          }
          archive.write(buffer, 0, count);
          left -= count;
        }
        archive.closeArchiveEntry();
      } catch (NoSuchFileException e) {
        LOG.debug("{} was removed meanwhile, as the log says", from);
      }
    }

    /** Segments have names in the order in which they are written. */
    void log(Path from, String first, String last) throws IOException {
      List<Path> segments;
      try (Stream<Path> files = Files.list(from)) {
        segments =
            files
                .filter(
                    file -> {
                      String name = file.getFileName().toString();
                      return name.matches("[0-9A-F]{24}")
                          && name.compareTo(first) >= 0
                          && name.compareTo(last) <= 0;
                    })
                .sorted()
                .toList();
      }
      for (Path segment : segments) {
        file(segment, CLUSTER + "pg_wal/" + segment.getFileName());
      }
      if (segments.isEmpty() || !written.contains(CLUSTER + "pg_wal/" + first)) {
        throw new IOException("the log of the backup is not there any more: " + first);
      }
    }

    void text(String name, String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      entry(name, bytes.length, 0600);
      archive.write(bytes);
      archive.closeArchiveEntry();
    }

    private void entry(String name, long size, int mode) throws IOException {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(size);
      entry.setMode(mode);
      archive.putArchiveEntry(entry);
      written.add(name);
    }
  }
}
