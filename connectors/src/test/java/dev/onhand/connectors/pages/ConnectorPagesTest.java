package dev.onhand.connectors.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.connector.ConnectorFactory;
import dev.onhand.connector.SettingSpec;
import dev.onhand.connector.SettingSpec.Kind;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code -Donhand.update=true} the pages are written anew; look at the difference. */
class ConnectorPagesTest {

  private static final Path PAGES = Path.of("../docs/connectors");
  private static final String PACKAGES = "dev.onhand.connectors.";

  @Test
  void pagesAreWhatConnectorsSayOfThemselves() throws IOException {
    for (ConnectorPage page : pages()) {
      compare(PAGES.resolve(page.kind().type() + ".md"), page.text());
    }
  }

  @Test
  void tableShowsAllConnectors() throws IOException {
    compare(PAGES.resolve("README.md"), table(pages()));
  }

  @Test
  void eachPackageIsRegistered() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of("src/main/java/dev/onhand/connectors"))) {
      List<String> packages =
          folders.filter(Files::isDirectory).map(it -> it.getFileName().toString()).toList();

      assertThat(factories())
          .extracting(it -> it.getClass().getPackageName().substring(PACKAGES.length()))
          .containsExactlyInAnyOrderElementsOf(packages);
    }
  }

  @Test
  void noPageIsLeftOver() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".md", "")))
          .containsExactlyInAnyOrderElementsOf(
              Stream.concat(
                      Stream.of("README"), factories().stream().map(it -> it.descriptor().type()))
                  .toList());
    }
  }

  private static String table(List<ConnectorPage> pages) {
    List<String> lines = new ArrayList<>();
    lines.add("# Connectors");
    lines.add("");
    lines.add(
        "What each can do. All keep the same contract (`connector-tck`), judged against simulated"
            + " marketplaces. A new one starts with `bin/new-connector NAME`.");
    lines.add("");
    StringBuilder head = new StringBuilder("| |");
    StringBuilder rule = new StringBuilder("|---|");
    for (ConnectorPage page : pages) {
      head.append(" [%s](%s.md) |".formatted(page.kind().title(), page.kind().type()));
      rule.append("---|");
    }
    lines.add(head.toString());
    lines.add(rule.toString());
    for (String capability : pages.getFirst().capabilities().keySet()) {
      StringBuilder row = new StringBuilder("| %s |".formatted(capability));
      for (ConnectorPage page : pages) {
        boolean can = page.capabilities().getOrDefault(capability, false);
        row.append(can ? " yes |" : " – |");
      }
      lines.add(row.toString());
    }
    return String.join("\n", lines) + "\n";
  }

  private static void compare(Path file, String text) throws IOException {
    if (Boolean.getBoolean("onhand.update")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
    assertThat(file)
        .as("%s (to write it anew: -Donhand.update=true)", file)
        .content()
        .isEqualTo(text);
  }

  private static List<ConnectorPage> pages() throws IOException {
    List<ConnectorPage> pages = new ArrayList<>();
    try (HttpTransport transport = new HttpTransport(AddressRules.PUBLIC_ONLY)) {
      for (ConnectorFactory factory : factories()) {
        ConnectorHttp http =
            new ConnectorHttp(
                transport,
                new Pacer(factory.descriptor().limits()),
                call -> {},
                InstantSource.fixed(Instant.EPOCH));
        pages.add(
            new ConnectorPage(
                factory.descriptor(), factory.create(anySettings(factory), http), guide(factory)));
      }
    }
    return pages;
  }

  /** All but those that only tests have. */
  static List<ConnectorFactory> factories() {
    return ServiceLoader.load(ConnectorFactory.class).stream()
        .filter(it -> it.type().getPackageName().startsWith(PACKAGES))
        .filter(it -> !it.type().getPackageName().endsWith(".kit"))
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  private static Settings anySettings(ConnectorFactory factory) {
    Map<String, String> given = new HashMap<>();
    for (SettingSpec setting : factory.descriptor().settings()) {
      boolean isLeftOut = setting.isOptional() && setting.neededFor() == null;
      if (setting.kind() == Kind.TEXT && (isLeftOut || setting.fallback() != null)) {
        continue;
      }
      given.put(
          setting.name(),
          switch (setting.kind()) {
            case URL -> "https://shop.example";
            case NUMBER -> "1";
            case SWITCH -> "true";
            case TEXT, SECRET -> setting.choices().stream().findFirst().orElse("any");
          });
    }
    return Settings.of(factory.descriptor().settings(), given);
  }

  private static String guide(ConnectorFactory factory) throws IOException {
    try (InputStream in = factory.getClass().getResourceAsStream("guide.md")) {
      assertThat(in).as("guide.md of %s", factory.descriptor().type()).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
