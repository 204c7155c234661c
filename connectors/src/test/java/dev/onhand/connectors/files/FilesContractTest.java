package dev.onhand.connectors.files;

import dev.onhand.connector.tck.ConnectorContract;
import dev.onhand.connector.tck.Contestant;
import dev.onhand.sandbox.shop.Rules.Taking;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder, served as a web space would be so that all that can go wrong on a wire does. A partner
 * says what he shows: in a feed that has all of it the number is what was told, and a listing has
 * none before.
 */
class FilesContractTest {

  @TempDir static Path disk;

  @Nested
  @DisplayName("Of changes, to a partner who leaves numbers as they are")
  class Leaving extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Taking.LEAVES_QUANTITY, "false");
    }
  }

  @Nested
  @DisplayName("Of changes, to a partner who lowers numbers when he sells")
  class Lowering extends ConnectorContract {
    @Override
    protected Contestant contestant() {
      return with(Taking.LOWERS_QUANTITY, "true");
    }
  }

  private static Contestant with(Taking taking, String lowers) {
    return new Contestant(
        new FilesConnectorFactory(),
        new Partner(disk.resolve(UUID.randomUUID().toString()), taking),
        address ->
            Map.of(
                "folder",
                "partner",
                "sends",
                "changed",
                "settle_seconds",
                "0",
                "lowers_stock",
                lowers));
  }
}
