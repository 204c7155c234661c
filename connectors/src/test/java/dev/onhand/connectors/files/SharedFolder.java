package dev.onhand.connectors.files;

import dev.onhand.connector.Cursor;
import dev.onhand.connector.OrderPage;
import dev.onhand.connector.PushOutcome;
import dev.onhand.connector.QuantityUpdate;
import dev.onhand.connector.RemoteListing;
import dev.onhand.connector.RemoteOrder;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AddressRules;
import dev.onhand.connector.http.CallRecord;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.Folders;
import dev.onhand.connector.http.HttpTransport;
import dev.onhand.connector.http.Pacer;
import dev.onhand.connectors.contracts.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A folder on a disk, and connectors to it, on a clock that is set by hand. */
abstract class SharedFolder {

  @TempDir Path disk;
  final HttpTransport transport = new HttpTransport(AddressRules.PUBLIC_ONLY);
  final List<CallRecord> records = new ArrayList<>();
  Instant now = Instant.parse("2026-11-28T09:00:00Z");

  @AfterEach
  void close() {
    transport.close();
  }

  void list(String text) throws IOException {
    Files.createDirectories(root());
    Files.writeString(root().resolve("listings.csv"), text);
  }

  void drop(String name, String text, long secondsAgo) throws IOException {
    Files.createDirectories(root().resolve("in"));
    Files.writeString(root().resolve("in").resolve(name), text);
    age("in/" + name, secondsAgo);
  }

  void age(String file, long seconds) throws IOException {
    Files.setLastModifiedTime(root().resolve(file), FileTime.from(now.minusSeconds(seconds)));
  }

  List<String> names(String part) throws IOException {
    Path folder = root().resolve(part);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  Path root() {
    return disk.resolve("seller-1/partner");
  }

  List<RemoteOrder> all(FilesConnector connector) throws InterruptedException {
    List<RemoteOrder> orders = new ArrayList<>();
    for (Cursor at = Cursor.START; at != null; ) {
      OrderPage page = connector.orders(now.plusMillis(1), at);
      orders.addAll(page.orders());
      at = page.next();
    }
    return orders;
  }

  static List<RemoteListing> listings(FilesConnector connector) throws InterruptedException {
    return connector.listings(Cursor.START).listings();
  }

  static List<PushOutcome> push(FilesConnector connector, Map<String, Long> quantities)
      throws InterruptedException {
    List<QuantityUpdate> updates =
        quantities.entrySet().stream()
            .map(it -> Bench.update(it.getKey(), it.getKey(), it.getValue()))
            .toList();
    return connector.push(updates);
  }

  static Settings settings(Map<String, String> given) {
    Map<String, String> all = new HashMap<>(Map.of("folder", "partner"));
    all.putAll(given);
    return Settings.of(FilesConnectorFactory.DESCRIPTOR.settings(), all);
  }

  FilesConnector connector(Map<String, String> given) {
    Settings settings = settings(given);
    ConnectorHttp http =
        new ConnectorHttp(
            transport,
            Folders.in(disk.resolve("seller-1")),
            new Pacer(FilesConnectorFactory.DESCRIPTOR.limits()),
            records::add,
            () -> now);
    return (FilesConnector) new FilesConnectorFactory().create(settings, http);
  }
}
