package dev.onhand.sandbox.amazon;

import dev.onhand.sandbox.Json;
import dev.onhand.sandbox.Purpose;
import dev.onhand.sandbox.Site;
import dev.onhand.sandbox.Work;
import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import dev.onhand.sandbox.wire.Response.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What is uploaded and downloaded beside the API, at addresses that are good for five minutes. */
final class Documents {
  private static final Duration LIFETIME = Duration.ofMinutes(5);

  /** A document as it lies there. */
  private static final class Stored {
    private final String type;
    private final Purpose purpose;
    private final boolean isPacked;
    private byte @Nullable [] body;

    private Stored(String type, Purpose purpose, boolean isPacked, byte @Nullable [] body) {
      this.type = type;
      this.purpose = purpose;
      this.isPacked = isPacked;
      this.body = body;
    }
  }

  private final Site site;
  private final Map<String, Stored> stored = new HashMap<>();

  Documents(Site site) {
    this.site = site;
  }

  /** Room for an upload of that type. */
  Response room(String type) {
    String id = "amzn1.tortuga.4.na.upload" + stored.size();
    stored.put(id, new Stored(type, Purpose.OTHER, false, null));
    return site.json(
        Purpose.OTHER, 201, Json.object().put("feedDocumentId", id).put("url", url(id)));
  }

  /** Keeps something to be downloaded; returns its id. */
  String keep(String type, Purpose purpose, byte[] body, boolean isPacked) {
    String id = "amzn1.tortuga.4.na.result" + stored.size();
    stored.put(id, new Stored(type, purpose, isPacked, isPacked ? packed(body) : body));
    return id;
  }

  /** What was uploaded. */
  Optional<byte[]> uploaded(String id) {
    Stored found = stored.get(id);
    return found == null ? Optional.empty() : Optional.ofNullable(found.body);
  }

  Response show(String id, String name, Purpose purpose) {
    Stored found = stored.get(id);
    if (found == null || found.purpose != purpose) {
      return AmazonDialect.error(404, "NotFound", "There is no document " + id);
    }
    ObjectNode document = Json.object().put(name, id).put("url", url(id));
    if (found.isPacked) {
      document.put("compressionAlgorithm", "GZIP");
    }
    return site.json(purpose, 200, document);
  }

  private String url(String id) {
    return "%s/documents/%s?expires=%d"
        .formatted(site.base(), id, site.shop().now().plus(LIFETIME).getEpochSecond());
  }

  /** The storage behind the addresses, which knows nothing of the API's tokens. */
  Work work(String id, Request request) {
    Stored found = stored.get(id);
    if (found == null) {
      return Work.reading(Purpose.OTHER, () -> storage(404, "NoSuchKey"));
    }
    return Work.reading(found.purpose, () -> answer(found, request));
  }

  private Response answer(Stored found, Request request) {
    long expires =
        request
            .parameter("expires")
            .filter(it -> it.matches("\\d{1,12}"))
            .map(Long::parseLong)
            .orElse(0L);
    if (!site.shop().now().isBefore(Instant.ofEpochSecond(expires))
        || request.header(Login.HEADER).isPresent()) {
      return storage(403, "AccessDenied");
    }
    if (request.method().equals("PUT")) {
      if (!request.header("content-type").orElse("").equals(found.type)) {
        return storage(403, "SignatureDoesNotMatch");
      }
      found.body = request.body();
      return Response.of(200, "application/xml", "");
    }
    byte[] body = found.body;
    return body == null
        ? storage(404, "NoSuchKey")
        : new Response(200, List.of(new Header("Content-Type", found.type)), body);
  }

  private static Response storage(int status, String code) {
    return Response.of(status, "application/xml", "<Error><Code>%s</Code></Error>".formatted(code));
  }

  private static byte[] packed(byte[] body) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream packing = new GZIPOutputStream(packed)) {
      packing.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }
}
