package dev.onhand.connectors.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.sandbox.wire.Request;
import dev.onhand.sandbox.wire.Response;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SwaggerTest {

  private static final Swagger LISTINGS =
      Swagger.of("/contracts/amazon/listingsItems_2021-08-01.json");
  private static final String ONE = "/listings/2021-08-01/items/S/A%2FB";

  @Test
  void knowsItsPathsAndMethods() {
    assertThat(LISTINGS.knows(call("GET", ONE, ""))).isTrue();
    assertThat(LISTINGS.knows(call("POST", ONE, ""))).isFalse();
    assertThat(LISTINGS.knows(call("GET", "/listings/2021-08-01/item/S/A", ""))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "marketplaceIds=X&includedData=summaries,issues |",
        "includedData=summaries | marketplaceIds is missing",
        "marketplaceIds=X&includedData=summary | includedData must not be summary",
        "marketplaceIds=X&page=1 | there is no parameter page",
      })
  void findsWrongParameters(String query, String problem) {
    assertThat(LISTINGS.problems(call("GET", ONE, query)))
        .isEqualTo(problem == null ? java.util.List.of() : java.util.List.of(problem));
  }

  @Test
  void findsNumbersThatAreTooGreat() {
    assertThat(
            LISTINGS.problems(
                call("GET", "/listings/2021-08-01/items/S", "marketplaceIds=X&pageSize=21")))
        .containsExactly("pageSize must not be 21");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"productType\":\"PRODUCT\",\"patches\":[{\"op\":\"merge\",\"path\":\"/a\"}]} | 0",
        "{\"productType\":\"PRODUCT\",\"patches\":[{\"op\":\"move\",\"path\":\"/a\"}]} | 1",
        "{\"patches\":[{\"op\":\"merge\",\"path\":\"/a\"}]} | 1",
        "{ | 1",
      })
  void findsWrongDocuments(String body, int problems) {
    Request patch =
        new Request(
            "PATCH", ONE, "marketplaceIds=X", Map.of(), body.getBytes(StandardCharsets.UTF_8));

    assertThat(LISTINGS.problems(patch)).hasSize(problems);
  }

  @Test
  void findsWrongAnswers() {
    Request get = call("GET", ONE, "marketplaceIds=X");

    assertThat(LISTINGS.problems(get, Response.json(200, "{\"sku\":\"A\"}"))).isEmpty();
    assertThat(LISTINGS.problems(get, Response.json(200, "{}"))).hasSize(1);
    assertThat(LISTINGS.problems(get, Response.json(201, "{}")))
        .containsExactly("it does not answer 201");
  }

  private static Request call(String method, String path, String query) {
    return new Request(method, path, query, Map.of(), new byte[0]);
  }
}
