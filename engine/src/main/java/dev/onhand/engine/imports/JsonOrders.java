package dev.onhand.engine.imports;

import dev.onhand.core.ledger.SellerId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Orders as lines of JSON, an object a line. Empty lines are passed over. */
final class JsonOrders implements OrderSource {

  /** An order of 2,000 lines has a tenth of it; what is longer has lost its line breaks. */
  static final int LINE_CHARS_MAX = 4 << 20;

  private final OrderText text;
  private final SellerId seller;
  private final Instant now;
  private final Reader in;
  private final StringBuilder buffer = new StringBuilder();
  private long line;

  private JsonOrders(OrderText text, SellerId seller, Instant now, Reader in) {
    this.text = text;
    this.seller = seller;
    this.now = now;
    this.in = in;
  }

  static JsonOrders open(ImportFile file, OrderText text, SellerId seller, Instant now)
      throws IOException {
    return new JsonOrders(text, seller, now, new BufferedReader(file.open()));
  }

  @Override
  public @Nullable FiledOrder next() throws IOException {
    String json;
    do {
      json = readLine();
      if (json == null) {
        return null;
      }
    } while (json.isBlank());
    try {
      return new FiledOrder(line, 1, text.read(seller, json, now), Map.of(), List.of());
    } catch (OrderText.MalformedException e) {
      return FiledOrder.wrong(
          line, 1, e.faults().stream().map(fault -> error(e.order(), fault)).toList());
    }
  }

  private ImportError error(@Nullable String order, OrderText.Fault fault) {
    return new ImportError(
        line, order, fault.where().isEmpty() ? null : fault.where(), fault.code(), fault.detail());
  }

  private @Nullable String readLine() throws IOException {
    buffer.setLength(0);
    line++;
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return buffer.toString();
      }
      if (buffer.length() == LINE_CHARS_MAX) {
        throw new UnreadableFileException(
            line,
            "too_large",
            "Line %d has more than %,d characters. Put one order on each line, as an object in { }."
                .formatted(line, LINE_CHARS_MAX));
      }
      buffer.append((char) c);
    }
    return buffer.isEmpty() ? null : buffer.toString();
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
