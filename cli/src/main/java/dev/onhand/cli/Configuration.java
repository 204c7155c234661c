package dev.onhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own file of settings, {@code ~/.config/onhand/config.toml}: lines such as {@code url =
 * "https://onhand.example.com"}. It may be missing.
 *
 * @param path where it is, for messages
 * @param url "" if not set, as the others
 */
record Configuration(String path, String url, String token, String data) {

  private static final Pattern ENTRY =
      Pattern.compile("\\s*([A-Za-z_]+)\\s*=\\s*\"([^\"\\\\]*)\"\\s*(#.*)?");
  private static final Pattern NOTHING = Pattern.compile("\\s*(#.*)?");
  private static final Set<String> KEYS = Set.of("url", "token", "data");

  static Configuration read(Surroundings surroundings) {
    String base = surroundings.setting("XDG_CONFIG_HOME");
    Path directory =
        base.isEmpty() ? surroundings.home().resolve(".config") : surroundings.home().resolve(base);
    Path file = directory.resolve("onhand").resolve("config.toml");
    if (!Files.isRegularFile(file)) {
      return new Configuration(file.toString(), "", "", "");
    }
    try {
      return parsed(file, Files.readAllLines(file));
    } catch (IOException unreadable) {
      throw CommandException.usage(file + " cannot be read: " + unreadable.getMessage(), "");
    }
  }

  private static Configuration parsed(Path file, List<String> lines) {
    Map<String, String> entries = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher entry = ENTRY.matcher(lines.get(i));
      if (entry.matches() && KEYS.contains(entry.group(1))) {
        entries.put(entry.group(1), entry.group(2).strip());
      } else if (!NOTHING.matcher(lines.get(i)).matches()) {
        throw CommandException.usage(
            file + " line " + (i + 1) + " is not a setting",
            "there are url, token and data, each as: url = \"" + Connection.DEFAULT_URL + "\"");
      }
    }
    if (entries.containsKey("token") && Connection.isReadableByOthers(file)) {
      throw new CommandException(
          Exit.AUTHENTICATION,
          file + " holds a token and can be read by others",
          "run: chmod 600 " + file);
    }
    return new Configuration(
        file.toString(),
        entries.getOrDefault("url", ""),
        entries.getOrDefault("token", ""),
        entries.getOrDefault("data", ""));
  }
}
