package dev.onhand.connectors.ownshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.Settings;
import dev.onhand.connector.Settings.InvalidSettingsException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is tried when an account is set up. */
class OwnShopSettingsTest {

  private static final URI ADDRESS = URI.create("https://shop.example/onhand");

  @Test
  void anAddressAndASecretAreAllThatIsNeeded() {
    Settings settings =
        Settings.of(
            OwnShopConnectorFactory.DESCRIPTOR.settings(),
            Map.of("address", ADDRESS.toString(), "secret", "any"));

    assertThatCode(() -> new OwnShopConnectorFactory().check(settings)).doesNotThrowAnyException();
  }

  @Test
  void settingsOfAShopWithWordsOfItsOwnDo() {
    assertThatCode(() -> check(OwnShopContractTest.OLD)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "push_path | /stock/{qty} | there is no {qty}; there are {external_id}, {quantity}, {sku}",
        "push_path | stock | must begin with /",
        "push_path | none | must begin with /",
        "push_path | https://evil.example/{sku} | must begin with /",
        "push_path | /stock/\"{sku} | Illegal character",
        "push_body | {\"quantity\":{Quantity}} | there is no {Quantity}",
        "push_body | {\"quantity\":5} | must have {quantity}",
        "push_body | {\"quantity\":{quantity} | end-of-input",
        "push_body | {quantity: {quantity}} | Unexpected character",
        "push_body | none | must have {quantity}",
        "push_item | {\"id\":{external_id}} | must have {quantity}",
        "push_item | {\"n\":{quantity}} | must have {external_id} or {sku}",
        "push_item | {\"id\":{external_id},\"n\":{quantity} | end-of-input",
        "push_item | {\"id\":{id},\"n\":{quantity}} | there is no {id}; there are",
        "push_max | 0 | must be 1 to 1000",
        "push_max | 1001 | must be 1 to 1000",
        "push_answers | items | must be a JSON pointer such as",
        "push_answers | /items | needs push_item",
        "auth_value | Bearer abc | must have {secret}",
        "auth_value | Bearer {token} | there is no {token}; there are {secret}",
        "auth_header | X Key | must be the name of a header",
        "auth_header | Content-Length | must be the name of a header",
        "auth_header | Host | must be the name of a header",
        "webhook_header | X:Y | must be the name of a header",
        "listings_path | /listings?since={changed_since} | there is no {changed_since}",
        "listings_path | none | must begin with /",
        "listing_path | /listings/one | must have {external_id} or {sku}",
        "orders_path | /orders?since={since} | there is no {since}; there are {changed_since}",
        "order_path | /orders/{id} | there is no {id}; there are {order_id}",
        "order_path | /orders | must have {order_id}",
        "listings_list | data/items | must be a JSON pointer such as",
        "line_quantity | /a~2b | must be a JSON pointer such as",
        "next | next | must be a JSON pointer such as",
        "status_words | bezahlt | must be pairs such as a=b, c=d",
        "status_words | bezahlt=payed | is none of ours, which are cancelled, draft, paid, pending, returned, shipped",
        "status_words | =paid | must be pairs such as a=b, c=d",
        "cursor_parameter | a&b | must be letters"
      })
  void whatDoesNotDoIsSaidWithTheNameOfItsSetting(String name, String value, String said) {
    assertThatThrownBy(() -> check(Map.of(name, value)))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            wrong -> {
              assertThat(wrong.problems()).containsKey(name);
              assertThat(wrong.problems().get(name)).startsWith(name + ": ").contains(said);
            });
  }

  @Test
  void whatIsPushedMayAllStandInThePath() {
    assertThatCode(
            () -> check(Map.of("push_path", "/stock/{sku}/set/{quantity}", "push_body", "none")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "push_path | /stock/{sku} | there is no {sku} here",
        "push_body | none | must have {items}",
        "push_body | {\"n\":{quantity}} | there is no {quantity}; there are {items}",
        "push_body | [] | must have {items}",
        "push_body | {\"all\":\"{items}\"} | has no items that can stand in the call"
      })
  void whereSeveralAreToldTheBodyIsTheListOfThem(String name, String value, String said) {
    Map<String, String> several = new HashMap<>(OwnShopContractTest.SEVERAL);
    assertThatCode(() -> check(several)).doesNotThrowAnyException();
    several.put(name, value);

    assertThatThrownBy(() -> check(several))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            wrong -> assertThat(wrong.problems().get(name)).startsWith(name + ": ").contains(said));
  }

  @Test
  void anAccountIsToldOfAsManyAsItsSettingsSay() {
    assertThat(perPush(Map.of())).isEqualTo(1);
    assertThat(perPush(OwnShopContractTest.SEVERAL)).isEqualTo(100);
    assertThat(perPush(OwnShopContractTest.OLD)).isEqualTo(50);
  }

  private static int perPush(Map<String, String> more) {
    return new OwnShopConnectorFactory().perPush(settings(more));
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() {
    assertThatThrownBy(() -> check(Map.of("next", "next", "order_path", "/orders")))
        .isInstanceOfSatisfying(
            InvalidSettingsException.class,
            wrong -> assertThat(wrong.problems()).containsOnlyKeys("next", "order_path"));
  }

  private static void check(Map<String, String> more) {
    new OwnShopConnectorFactory().check(settings(more));
  }

  private static Settings settings(Map<String, String> more) {
    return Settings.of(
        OwnShopConnectorFactory.DESCRIPTOR.settings(), OwnShopContractTest.settings(ADDRESS, more));
  }
}
