package dev.onhand.connector.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.connector.http.AddressRules.Network;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.5.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "192.0.0.8",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::127.0.0.1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::"
      })
  void forbidsWhatIsNotOfTheOpenInternet(String address) throws Exception {
    assertThat(AddressRules.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "192.0.1.1", "2606:4700::1111", "100.128.0.1"})
  void allowsTheOpenInternet(String address) throws Exception {
    assertThat(AddressRules.PUBLIC_ONLY.allows(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void allowsTheNetworksThatTheOperatorNames() throws Exception {
    AddressRules rules =
        new AddressRules(List.of(Network.parse("10.0.5.0/25"), Network.parse("fd00::/8")));

    assertThat(rules.allows(InetAddress.getByName("10.0.5.127"))).isTrue();
    assertThat(rules.allows(InetAddress.getByName("10.0.5.128"))).isFalse();
    assertThat(rules.allows(InetAddress.getByName("fd99::1"))).isTrue();
    assertThat(rules.allows(InetAddress.getByName("127.0.0.1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8/8", "a/8"})
  void refusesWhatIsNoNetwork(String text) {
    assertThatThrownBy(() -> Network.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not a network");
  }
}
