package dev.onhand.server.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without a screen: keeps cookies, sends forms, and follows nothing by itself. */
public final class Visitor {

  private final HttpClient http;
  private final String url;

  public Visitor(String url) {
    this(url, HttpClient.newBuilder());
  }

  private Visitor(String url, HttpClient.Builder http) {
    this.url = url;
    this.http = http.cookieHandler(new CookieManager()).build();
  }

  /** One who comes from another address of this machine. */
  static Visitor from(String address, String url) {
    try {
      return new Visitor(url, HttpClient.newBuilder().localAddress(InetAddress.getByName(address)));
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e);
    }
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(URI.create(url + path)));
  }

  /** The same, saying what it would like to get, as browsers do. */
  HttpResponse<String> get(String path, String accept) {
    return get(path, Map.of("Accept", accept));
  }

  /** The same with headers. */
  HttpResponse<String> get(String path, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers.forEach(request::header);
    return send(request);
  }

  /** How a page is answered, however long it goes on. */
  int status(String path) {
    HttpResponse<InputStream> answer = follow(path);
    try {
      answer.body().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.statusCode();
  }

  /** What is sent bit by bit, while it is. */
  HttpResponse<InputStream> follow(String path) {
    try {
      return http.send(
          HttpRequest.newBuilder(URI.create(url + path)).build(),
          HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Sends a form.
   *
   * @param fields names and values in turn
   */
  HttpResponse<String> post(String path, String... fields) {
    return post(HttpRequest.newBuilder(URI.create(url + path)), fields);
  }

  /** The same from a page of another site, as browsers say it. */
  HttpResponse<String> postFromElsewhere(String path, String... fields) {
    return post(Map.of("Sec-Fetch-Site", "cross-site"), path, fields);
  }

  HttpResponse<String> post(Map<String, String> headers, String path, String... fields) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    headers.forEach(request::header);
    return post(request, fields);
  }

  private HttpResponse<String> post(HttpRequest.Builder request, String... fields) {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(encode(fields[i]))
          .append('=')
          .append(encode(fields[i + 1]));
    }
    return send(
        request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString())));
  }

  /** Sends a form with a file, as browsers do. */
  HttpResponse<String> sendFile(String path, String key, String name, byte[] content) {
    String boundary = "----visitor";
    byte[] before =
        """
        --%s\r
        Content-Disposition: form-data; name="form_key"\r
        \r
        %s\r
        --%s\r
        Content-Disposition: form-data; name="file"; filename="%s"\r
        Content-Type: text/csv\r
        \r
        """
            .formatted(boundary, key, boundary, name)
            .getBytes(StandardCharsets.UTF_8);
    byte[] after = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    byte[] body = new byte[before.length + content.length + after.length];
    System.arraycopy(before, 0, body, 0, before.length);
    System.arraycopy(content, 0, body, before.length, content.length);
    System.arraycopy(after, 0, body, before.length + content.length, after.length);
    return sendParts(path, boundary, body);
  }

  /** Sends what should be a form of parts. */
  HttpResponse<String> sendParts(String path, String boundary, byte[] body) {
    return send(
        HttpRequest.newBuilder(URI.create(url + path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Signs in, whoever may. */
  public Visitor signedIn(String token) {
    HttpResponse<String> answer = post("/sign-in", "token", token);
    if (answer.statusCode() != 303) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return this;
  }

  /** Signs in as a person. */
  Visitor signedIn(String login, String password) {
    HttpResponse<String> answer = post("/sign-in", "login", login, "password", password);
    if (answer.statusCode() != 303) {
      throw new IllegalStateException(answer.statusCode() + ": " + answer.body());
    }
    return this;
  }

  /** The value of a page's field. */
  String field(String path, String name) {
    Matcher field =
        Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(get(path).body());
    if (!field.find()) {
      throw new IllegalStateException(path + " has no field " + name);
    }
    return field.group(1);
  }
}
