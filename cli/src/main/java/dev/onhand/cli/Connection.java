package dev.onhand.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the server is and who asks. The token never comes from the command line, where every user
 * of the machine could read it.
 *
 * @param url of the server, without a slash at its end
 * @param token empty if none was found
 * @param source where the token was found or looked for, for messages
 * @param data the data directory of a server on this machine, which may not exist
 */
record Connection(URI url, Optional<String> token, String source, Path data) {

  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private static final String DEFAULT_DATA = "data";

  /**
   * Looks in the environment, then in the data directory if it was named, then in the configuration
   * file, then in the default data directory.
   *
   * @param data as given with {@code --data}
   */
  static Connection find(Surroundings surroundings, @Nullable Path data) {
    Configuration configuration = Configuration.read(surroundings);
    String url = firstOf(surroundings.setting("ONHAND_URL"), configuration.url(), DEFAULT_URL);
    String named =
        firstOf(
            data == null ? "" : data.toString(),
            surroundings.setting("ONHAND_DATA"),
            configuration.data());
    Path directory = surroundings.directory().resolve(named.isEmpty() ? DEFAULT_DATA : named);
    URI parsed = parsed(url);
    if (!surroundings.setting("ONHAND_TOKEN").isEmpty()) {
      String token = surroundings.setting("ONHAND_TOKEN");
      return new Connection(parsed, Optional.of(checked(token)), "ONHAND_TOKEN", directory);
    }
    if (named.isEmpty() && !configuration.token().isEmpty()) {
      String token = checked(configuration.token());
      return new Connection(parsed, Optional.of(token), configuration.path(), directory);
    }
    Path file = directory.resolve("token");
    return new Connection(parsed, readToken(file), file.toString(), directory);
  }

  /** Whether what is sent stays on this machine. */
  boolean isLocal() {
    String host = url.getHost();
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  boolean isEncrypted() {
    return url.getScheme().equals("https");
  }

  /** The token, or the end of the command. */
  String requireToken() {
    return token.orElseThrow(
        () ->
            new CommandException(
                Exit.AUTHENTICATION,
                "no token: " + source + " cannot be read",
                "set ONHAND_TOKEN, or name the server's data directory with --data or"
                    + " ONHAND_DATA"));
  }

  /** Whether others on this machine may read a file; false where it has no such permissions. */
  static boolean isReadableByOthers(Path file) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return permissions.contains(PosixFilePermission.GROUP_READ)
          || permissions.contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException unknown) {
      return false;
    }
  }

  private static Optional<String> readToken(Path file) {
    try {
      return Optional.of(checked(Files.readString(file).strip()));
    } catch (IOException notThere) {
      return Optional.empty();
    }
  }

  /** A token goes into a header: anything else in it is a mistake, and must not be echoed. */
  private static String checked(String token) {
    if (!token.matches("[A-Za-z0-9._~+/=-]{1,1024}")) {
      throw new CommandException(
          Exit.AUTHENTICATION,
          "what was found is not a token",
          "a token looks like onh_live_… and stands alone, without spaces or quotes");
    }
    return token;
  }

  private static URI parsed(String url) {
    try {
      URI uri = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      String scheme = uri.getScheme();
      if (("http".equals(scheme) || "https".equals(scheme))
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return uri;
      }
    } catch (IllegalArgumentException notAnUrl) {
      // Falls through to the message.
    }
    throw CommandException.usage(
        "'" + url + "' is not the URL of a server",
        "ONHAND_URL looks like " + DEFAULT_URL + " or https://onhand.example.com");
  }

  private static String firstOf(String... candidates) {
    for (String candidate : candidates) {
      if (!candidate.isEmpty()) {
        return candidate;
      }
    }
    return "";
  }
}
