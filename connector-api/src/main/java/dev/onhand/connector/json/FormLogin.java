package dev.onhand.connector.json;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.onhand.connector.Cause;
import dev.onhand.connector.Settings;
import dev.onhand.connector.http.AccessTokens.Login;
import dev.onhand.connector.http.AccessTokens.Token;
import dev.onhand.connector.http.ConnectorHttp;
import dev.onhand.connector.http.HttpCall;
import dev.onhand.connector.http.HttpReply;
import dev.onhand.connector.http.Purpose;
import dev.onhand.connector.http.ReplyRules;
import dev.onhand.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A login by a form that is answered with a token and for how long it is good (RFC 6749). */
public final class FormLogin implements Login {

  private static final Pattern SAID = Pattern.compile("\"error\"\\s*:\\s*\"([a-z_]{1,40})\"");

  private final ConnectorHttp http;
  private final HttpCall form;

  /** The answer. */
  private record TokenDocument(
      @JsonProperty("access_token") String value, @JsonProperty("expires_in") long seconds) {

    /** Without the token. */
    @Override
    public String toString() {
      return "TokenDocument[***]";
    }
  }

  /**
   * @param http makes the call; see {@link #RULES}
   * @param form with all of the login's fields
   */
  public FormLogin(ConnectorHttp http, HttpCall form) {
    this.http = http;
    this.form = form;
  }

  /**
   * A login of a client for itself, by the settings {@code client_id} and {@code client_secret}.
   *
   * @param http makes the call; see {@link #RULES}
   */
  public static FormLogin ofClient(ConnectorHttp http, String path, Settings settings) {
    return by(http, path, "client_credentials", settings, "client_id", "client_secret");
  }

  /**
   * The same of a client for a seller, who allowed it and got the setting {@code refresh_token}.
   *
   * @param http makes the call; see {@link #rules}
   */
  public static FormLogin forSeller(ConnectorHttp http, String path, Settings settings) {
    return by(http, path, "refresh_token", settings, "client_id", "client_secret", "refresh_token");
  }

  private static FormLogin by(
      ConnectorHttp http, String path, String grant, Settings settings, String... fields) {
    Map<String, String> form = new TreeMap<>(Map.of("grant_type", grant));
    for (String field : fields) {
      form.put(field, settings.text(field));
    }
    return new FormLogin(http, HttpCall.form(path, form, Purpose.LOGIN));
  }

  /**
   * What is wrong with who logs in is told by a bad request too, and so is that more was asked for
   * than somebody allowed (RFC 6749, 5.2).
   */
  public static final ReplyRules RULES =
      reply ->
          reply.status() != 400
              ? ReplyRules.USUAL.why(reply)
              : error(reply).equals("invalid_scope") ? Cause.NOT_ALLOWED : Cause.LOGIN_REFUSED;

  private static String error(HttpReply reply) {
    Matcher said = SAID.matcher(reply.isHtml() ? "" : reply.text());
    return said.find() ? said.group(1) : "";
  }

  /**
   * {@link #RULES} of a login by a grant that somebody gave once.
   *
   * @param ended what to do where that has ended
   */
  public static ReplyRules rules(String ended) {
    return new ReplyRules() {
      @Override
      public Cause why(HttpReply reply) {
        return RULES.why(reply);
      }

      @Override
      public String advice(HttpReply reply) {
        String error = error(reply);
        boolean isRefused = why(reply) == Cause.LOGIN_REFUSED;
        String advice = error.equals("invalid_grant") ? ended : "check client_id and client_secret";
        return isRefused ? error + (error.isEmpty() ? "" : ": ") + advice : error;
      }
    };
  }

  @Override
  public Token fetch() throws InterruptedException {
    TokenDocument token = Json.TOLERANT.read(http.send(form), TokenDocument.class);
    return new Token(Secret.of(token.value()), Duration.ofSeconds(token.seconds()));
  }
}
