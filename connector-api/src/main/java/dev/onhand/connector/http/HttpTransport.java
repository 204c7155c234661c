package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The client that all accounts share. A call ends within its deadline, whatever the other side
 * does; no redirect is followed, nothing is repeated, no cookie is kept, and an address is looked
 * up once and judged before it is dialled.
 */
public final class HttpTransport implements AutoCloseable {

  /** From the first byte sent to the last byte read. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);

  /**
   * What calls may take.
   *
   * @param deadline for a whole call
   * @param bodyBytesMax of an answer
   * @param connectionsMax at once
   * @param connectionsPerHostMax at once, to one host
   */
  public record Caps(
      Duration deadline, int bodyBytesMax, int connectionsMax, int connectionsPerHostMax) {

    /** For channels: a page of 200 orders with 100 lines each is some 10 MB. */
    static Caps ofChannels(Duration deadline) {
      return new Caps(deadline, 32 * 1024 * 1024, 256, 32);
    }
  }

  /** A connection that nobody used for so long is looked at before it is used again. */
  private static final Duration IDLE_MAX = Duration.ofSeconds(2);

  private final CloseableHttpClient client;
  private final Caps caps;
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("channel-deadlines").daemon().factory());

  /** The call did not leave. */
  static final class NotSentException extends Exception {

    private static final long serialVersionUID = 1;
    private final Cause why;

    NotSentException(Cause why, String message, @Nullable Throwable cause) {
      super(message, cause);
      this.why = why;
    }

    Cause why() {
      return why;
    }
  }

  /** The call may have left, and no whole answer came back. */
  static final class NoAnswerException extends Exception {

    private static final long serialVersionUID = 1;
    private final Cause why;

    NoAnswerException(Cause why, String message, Throwable cause) {
      super(message, cause);
      this.why = why;
    }

    Cause why() {
      return why;
    }
  }

  private static final class ForbiddenAddressException extends UnknownHostException {
    private static final long serialVersionUID = 1;

    ForbiddenAddressException(String message) {
      super(message);
    }
  }

  private static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1;

    TooLongException(int bytesMax) {
      super("the answer is longer than " + bytesMax + " bytes");
    }
  }

  public HttpTransport(AddressRules addresses) {
    this(addresses, DEADLINE);
  }

  /**
   * @param deadline for a whole call
   */
  public HttpTransport(AddressRules addresses, Duration deadline) {
    this(addresses, Caps.ofChannels(deadline));
  }

  HttpTransport(AddressRules addresses, Caps caps) {
    this.caps = caps;
    Duration deadline = caps.deadline();
    Timeout wait = Timeout.of(deadline.compareTo(CONNECT_WAIT) < 0 ? deadline : CONNECT_WAIT);
    this.client =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new JudgingResolver(addresses))
                    .setMaxConnTotal(caps.connectionsMax())
                    .setMaxConnPerRoute(caps.connectionsPerHostMax())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(wait)
                            .setSocketTimeout(Timeout.of(deadline))
                            .setValidateAfterInactivity(TimeValue.of(IDLE_MAX))
                            .build())
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(wait)
                    .setResponseTimeout(Timeout.of(deadline))
                    .setRedirectsEnabled(false)
                    .build())
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent("Onhand")
            .build();
  }

  /** Says where a name leads, if calls may go there; what it says is what is dialled. */
  private record JudgingResolver(AddressRules rules) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
      for (InetAddress address : addresses) {
        if (!rules.allows(address)) {
          throw new ForbiddenAddressException(
              ("%s leads to %s, which is not of the open internet; the operator may allow its network"
                      + " with ONHAND_HTTP_ALLOW_PRIVATE")
                  .formatted(host, address.getHostAddress()));
        }
      }
      return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }

  /**
   * @param hidden goes behind the query of the address, and is shown nowhere
   */
  HttpReply exchange(
      URI base, Map<String, String> headers, String hidden, HttpCall call, InstantSource clock)
      throws InterruptedException, NotSentException, NoAnswerException {
    HttpUriRequestBase request = request(base, headers, hidden, call);
    AtomicBoolean isLate = new AtomicBoolean();
    Future<?> end =
        watch.schedule(
            () -> {
              isLate.set(true);
              request.abort();
            },
            caps.deadline().toMillis(),
            TimeUnit.MILLISECONDS);
    Instant sentAt = clock.instant();
    try {
      return client.execute(
          request, response -> reply(response, caps.bodyBytesMax(), request::abort, sentAt, clock));
    } catch (IOException | RuntimeException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while calling " + call);
      }
      if (isNotSent(e)) {
        throw notSent(call, e);
      }
      Cause why = e instanceof TooLongException ? Cause.UNREADABLE : Cause.UNAVAILABLE;
      String what = isLate.get() ? "no whole answer in " + caps.deadline() : said(e);
      throw new NoAnswerException(why, "%s: %s".formatted(call, what), e);
    } finally {
      end.cancel(false);
    }
  }

  private static HttpUriRequestBase request(
      URI base, Map<String, String> headers, String hidden, HttpCall call) {
    String start = base.toString();
    String shown =
        (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + call.path();
    String address = hidden.isEmpty() ? shown : shown + (shown.contains("?") ? "&" : "?") + hidden;
    HttpUriRequestBase request = new HttpUriRequestBase(call.method().name(), URI.create(address));
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    all.putAll(headers);
    all.putAll(call.headers());
    all.forEach(request::setHeader);
    if (call.contentType() != null) {
      request.setEntity(new ByteArrayEntity(call.body(), ContentType.parse(call.contentType())));
    }
    return request;
  }

  /**
   * Reads all of it, unpacked, up to the limit. Of what is longer the rest is not taken: to close
   * it would read on until its end, or the deadline.
   */
  private static HttpReply reply(
      ClassicHttpResponse response,
      int bytesMax,
      Runnable abort,
      Instant sentAt,
      InstantSource clock)
      throws IOException {
    byte[] body = new byte[0];
    if (response.getEntity() != null) {
      try (InputStream in = response.getEntity().getContent()) {
        body = in.readNBytes(bytesMax + 1);
        if (body.length > bytesMax) {
          abort.run();
          throw new TooLongException(bytesMax);
        }
      }
    }
    Map<String, List<String>> headers = new TreeMap<>();
    for (Header header : response.getHeaders()) {
      headers
          .computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue());
    }
    return new HttpReply(response.getCode(), headers, body, sentAt, clock.instant());
  }

  private static boolean isNotSent(Exception e) {
    return e instanceof UnknownHostException
        || e instanceof ConnectException
        || e instanceof ConnectTimeoutException
        || e instanceof NoRouteToHostException
        || e instanceof SSLHandshakeException
        || e instanceof SSLPeerUnverifiedException
        || e instanceof org.apache.hc.core5.http.ConnectionRequestTimeoutException;
  }

  private static NotSentException notSent(HttpCall call, Exception e) {
    return switch (e) {
      case ForbiddenAddressException forbidden ->
          new NotSentException(Cause.ADDRESS_FORBIDDEN, String.valueOf(e.getMessage()), e);
      case UnknownHostException unknown ->
          new NotSentException(
              Cause.UNREACHABLE, "%s: there is no host of that name".formatted(call), e);
      default -> new NotSentException(Cause.UNREACHABLE, "%s: %s".formatted(call, said(e)), e);
    };
  }

  private static String said(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  @Override
  public void close() {
    watch.shutdownNow();
    client.close(org.apache.hc.core5.io.CloseMode.IMMEDIATE);
  }
}
