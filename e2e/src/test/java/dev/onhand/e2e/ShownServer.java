package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIRequestContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The shipped server with something in it, and a browser in which its owner came in, for all tests
 * of a class. It begins before the first; where there is no browser each says that it was skipped.
 */
final class ShownServer implements BeforeEachCallback, AfterAllCallback {

  /** Puts something into a new server. */
  @FunctionalInterface
  interface Filling {

    /**
     * @param api as a program with the server's first token
     */
    void fill(ShippedServer server, APIRequestContext api) throws Exception;
  }

  private final Supplier<Path> folder;
  private final Function<Path, Map<String, String>> settings;
  private final Filling filling;
  private ShippedServer server;
  private Chromium chromium;
  private Page page;

  /**
   * @param folder in which the server may keep its data
   * @param settings of the server, which may lie in that folder too
   */
  ShownServer(
      Supplier<Path> folder, Function<Path, Map<String, String>> settings, Filling filling) {
    this.folder = folder;
    this.settings = settings;
    this.filling = filling;
  }

  ShippedServer server() {
    return server;
  }

  /** Of which all is forgotten that pages did before this test. */
  Chromium chromium() {
    return chromium;
  }

  /** The page on which the owner came in, wide and light. */
  Page page() {
    return page;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    Chromium.require();
    if (server == null) {
      open();
    }
    chromium.forget();
  }

  private void open() throws Exception {
    Path place = folder.get();
    server = ShippedServer.startReady(place.resolve("data"), settings.apply(place));
    chromium = Chromium.start();
    page = chromium.page(Chromium.WIDE, ColorScheme.LIGHT);
    Chromium.comeInTheFirstTime(page, server);
    assertThat(page.title()).isEqualTo("Overview · Onhand");
    filling.fill(server, chromium.api(server));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (server != null) {
      chromium.close();
      server.close();
    }
  }
}
