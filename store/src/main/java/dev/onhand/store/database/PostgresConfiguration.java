package dev.onhand.store.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The configuration files of the embedded server, written anew before each start, so that a later
 * Onhand brings its own settings. Who wants others puts them into the file that is included last.
 */
final class PostgresConfiguration {

  /** Beside PostgreSQL's directory; never written by Onhand. */
  static final String LOCAL_FILE = "postgresql.local.conf";

  private PostgresConfiguration() {}

  static void write(Path cluster, Path log, int port) throws IOException {
    Files.writeString(cluster.resolve("postgresql.conf"), settings(cluster, log, port));
    Files.writeString(cluster.resolve("pg_hba.conf"), accessRules());
  }

  private static String settings(Path cluster, Path log, int port) {
    return """
        # Written by Onhand at each start. Put settings of your own into %1$s
        # beside this directory, which is read last.

        # Acknowledged means on disk.
        fsync = on
        full_page_writes = on
        synchronous_commit = on

        # For this machine alone, and by password. Without a socket in a shared directory.
        listen_addresses = '127.0.0.1'
        port = %2$d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        max_connections = 60

        shared_buffers = 128MB
        # As much as it would be if the log were not in small files.
        wal_buffers = 4MB
        max_wal_size = 1GB
        min_wal_size = 160MB
        # Room for the log is taken before it is needed, and kept. Without that a full disk is met by
        # a commit, which ends every session there is, and not by one statement.
        wal_init_zero = on
        checkpoint_timeout = 15min
        wal_level = replica
        # Statements here are many and short; compiling one costs more than it gives.
        jit = off
        # A new table is counted within seconds of its first rows. Until then each statement that
        # meets it is planned as for an empty one, and the first hour is when most rows come.
        autovacuum_naptime = 5s

        timezone = 'UTC'
        log_timezone = 'UTC'
        datestyle = 'iso, ymd'
        default_text_search_config = 'pg_catalog.simple'
        # Messages are looked at by programs.
        lc_messages = 'C'

        # One file a weekday, overwritten a week later.
        logging_collector = on
        log_destination = 'stderr'
        log_directory = '%3$s'
        log_filename = 'postgresql-%%a.log'
        log_file_mode = 0600
        log_rotation_age = 1d
        log_rotation_size = 0
        log_truncate_on_rotation = on
        log_line_prefix = '%%m [%%p] %%a '
        log_checkpoints = off
        log_lock_waits = on

        include_if_exists = '%4$s'
        """
        .formatted(LOCAL_FILE, port, quoted(log), quoted(cluster.resolveSibling(LOCAL_FILE)));
  }

  private static String accessRules() {
    return """
        # Written by Onhand at each start. Nobody connects without a password, whoever they are here.
        host all all 127.0.0.1/32 scram-sha-256
        """;
  }

  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }
}
