package dev.onhand.server.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.server.testing.Client;
import dev.onhand.server.testing.RunningServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LocationPagesIT {

  @RegisterExtension static final RunningServer SERVER = RunningServer.start();

  private static final String PATH = "/settings/locations";

  private static Visitor owner;

  @BeforeAll
  static void signIn() {
    owner = new Visitor(SERVER.server().url()).signedIn(SERVER.adminToken());
  }

  private static HttpResponse<String> make(String code, String priority) {
    return owner.post(
        PATH,
        "form_key",
        owner.field(PATH, "form_key"),
        "code",
        code,
        "name",
        "The <b>shop</b>",
        "sellable",
        "true",
        "priority",
        priority);
  }

  private static HttpResponse<String> change(String code, String version, String name) {
    return owner.post(
        PATH + "/" + code,
        "form_key",
        owner.field(PATH, "form_key"),
        "name",
        name,
        "priority",
        "7",
        "version",
        version);
  }

  @Test
  void setsWhereUnitsAreTakenFromUnlessSomebodyElseDid() {
    String key = owner.field(PATH, "form_key");
    String before = owner.field(PATH, "before");
    String[] form = {"form_key", key, "before", before, "sourcing", "fewest_splits"};
    assertThat(owner.post("/settings/sourcing", form).statusCode()).isEqualTo(303);
    assertThat(SERVER.admin().get("/api/v1/seller").at("/sourcing")).isEqualTo("fewest_splits");

    HttpResponse<String> late =
        owner.post(
            "/settings/sourcing", "form_key", key, "before", before, "sourcing", "most_available");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body())
        .contains("It is now 'one location that has all", "you wanted 'the location with the most");
    assertThat(
            owner
                .post("/settings/sourcing", "form_key", key, "before", before, "sourcing", "magic")
                .body())
        .contains("sourcing must be one of priority");
  }

  @Test
  void makesALocation() {
    assertThat(make("shop", "").statusCode()).isEqualTo(303);

    Client.Answer made = SERVER.admin().get("/api/v1/locations/shop");
    assertThat(made.at("/name")).isEqualTo("The <b>shop</b>");
    assertThat(made.at("/sellable")).isEqualTo("true");
    assertThat(made.at("/priority")).isEqualTo("100");
    assertThat(owner.get(PATH).body()).contains("shop").doesNotContain("<b>shop</b>");
    HttpResponse<String> twin = make("shop", "");
    assertThat(twin.statusCode()).isEqualTo(409);
    assertThat(twin.body()).contains("role=\"alert\"", "There is already a location");
  }

  @Test
  void changesALocationAndTellsTheSecondOfTwoWhatTheFirstDid() {
    make("store", "5");
    String version = SERVER.admin().get("/api/v1/locations/store").at("/version");

    assertThat(change("store", version, "Stock room").statusCode()).isEqualTo(303);
    Client.Answer changed = SERVER.admin().get("/api/v1/locations/store");
    assertThat(changed.at("/name")).isEqualTo("Stock room");
    assertThat(changed.at("/sellable")).isEqualTo("false");
    assertThat(changed.at("/priority")).isEqualTo("7");

    HttpResponse<String> late = change("store", version, "Cellar");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(late.body()).contains("Stock room", "you wanted 'Cellar'");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(make("", "").body()).contains("code must not be empty");
    assertThat(make("bin", "high").body()).contains("priority must be a whole number");
    assertThat(make("bin", "-1").body()).contains("priority must be from 0");
    assertThat(change("nowhere", "1", "x").statusCode()).isEqualTo(404);
  }

  @Test
  void tellsWhatRunsHere() {
    assertThat(owner.get("/settings/about").body()).contains("id=\"libraries\"", "fastcsv-", "MIT");
  }
}
