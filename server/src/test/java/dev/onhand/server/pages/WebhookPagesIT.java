package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Receiver;
import dev.onhand.server.testing.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class WebhookPagesIT {

  @RegisterExtension
  static final RunningServer SERVER =
      RunningServer.start(Map.of("ONHAND_HTTP_ALLOW_PRIVATE", "127.0.0.0/8"));

  private static final String LIST = "/settings/webhooks";
  private static final Pattern PAGE = Pattern.compile("action=\"(/settings/webhooks/whk_[^\"]+)\"");
  private static final Pattern DELIVERY =
      Pattern.compile("href=\"(/settings/webhooks/whk_[^\"]+/deliveries/[^\"]+)\"");

  private static Visitor owner;

  private Receiver receiver;

  @BeforeAll
  static void signIn() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  @BeforeEach
  void listen() throws IOException {
    receiver = new Receiver();
  }

  @AfterEach
  void leave() {
    receiver.close();
  }

  /** Makes one, and returns its page. */
  private String made() {
    HttpResponse<String> made = make(receiver.url());
    assertThat(made.statusCode()).as(made.body()).isEqualTo(200);
    assertThat(made.body())
        .containsPattern("value=\"whsec_[A-Za-z0-9+/]{43}=\"")
        .contains("&lt;b&gt;till");
    return first(PAGE, made.body());
  }

  private static HttpResponse<String> make(String url) {
    String key = owner.field(LIST, "form_key");
    return owner.post(LIST, "form_key", key, "url", url, "description", "<b>till");
  }

  private static HttpResponse<String> press(String page, String action) {
    return owner.post(page, "form_key", owner.field(LIST, "form_key"), "action", action);
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    return found.group(1);
  }

  private static String awaited(String path, String text) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> owner.get(path).body(), body -> body.contains(text));
  }

  @Test
  void isMadeTestedAndShowsWhatWasSent() {
    String page = made();
    assertThat(owner.get(page).body()).doesNotContain("whsec_");
    assertThat(owner.get(LIST).body()).contains(receiver.url(), "&lt;b&gt;till");

    assertThat(press(page, "test").headers().firstValue("Location")).contains(page + "?said=test");
    String delivered = awaited(page, "delivered");
    String delivery = owner.get(first(DELIVERY, delivered)).body();

    assertThat(delivery).contains("webhook.test", ">204<", "\"type\":\"webhook.test\"");
    assertThat(receiver.calls()).hasSize(1);
    assertThat(delivered).contains("href=\"" + page + "/deliveries.xlsx\"");
    assertThat(owner.get(page + "/deliveries.csv").body())
        .contains("id,event,type,state", ",webhook.test,delivered,1,")
        .doesNotContain("whsec_", "timestamp");
    owner.post(first(DELIVERY, delivered), "form_key", owner.field(LIST, "form_key"));
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> receiver.calls().size() == 2);
    assertThat(receiver.ids()).containsOnly(receiver.ids().getFirst());
    assertThat(press(page, "remove").statusCode()).as("nothing was typed").isEqualTo(400);
    String host = URI.create(receiver.url()).getHost();
    String key = owner.field(LIST, "form_key");
    owner.post(page, "form_key", key, "action", "remove", "typed", host);
    assertThat(owner.get(page).statusCode()).isEqualTo(404);
  }

  @Test
  void isPausedResumedAndGetsANewSecret() {
    String page = made();
    assertThat(press(page, "pause").headers().firstValue("Location")).isPresent();
    assertThat(owner.get(page).body()).contains("paused since");
    HttpResponse<String> refused = press(page, "test");
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("Resume it first");
    press(page, "resume");
    assertThat(owner.get(page).body()).contains("active since");
    assertThat(press(page, "rotate").body()).contains("value=\"whsec_", "signs too until");
    assertThat(press(page, "guess").statusCode()).isEqualTo(400);
    press(page, "remove");
  }

  @Test
  void isMadeOnceHoweverOftenTheFormIsSent() {
    String page = made();
    HttpResponse<String> again = make(receiver.url());
    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).contains("sent to this address already");
    HttpResponse<String> wrong = make("ftp://shop.example");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("role=\"alert\"");
    press(page, "remove");
  }
}
