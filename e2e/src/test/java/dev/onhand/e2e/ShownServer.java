package dev.onhand.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The shipped server with a {@link ShownShop} in it, and a browser, for all tests of a class. It
 * begins before the first; where there is no browser each says that it was skipped.
 */
final class ShownServer implements BeforeEachCallback, AfterAllCallback {

  private final Supplier<Path> folder;
  private ShippedServer server;
  private Chromium chromium;
  private ShownShop shop;

  /**
   * @param folder in which the server may keep its data
   */
  ShownServer(Supplier<Path> folder) {
    this.folder = folder;
  }

  ShippedServer server() {
    return server;
  }

  /** Of which all is forgotten that pages did before this test. */
  Chromium chromium() {
    return chromium;
  }

  ShownShop shop() {
    return shop;
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
    server = ShippedServer.start(folder.get().resolve("data"));
    chromium = Chromium.start();
    Page page = chromium.browser().newPage();
    Chromium.comeInTheFirstTime(page, server);
    assertThat(page.title()).isEqualTo("Overview · Onhand");
    page.close();
    shop = ShownShop.fill(server, chromium.api(server));
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    if (server != null) {
      chromium.close();
      server.close();
    }
  }
}
