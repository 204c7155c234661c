package dev.onhand.server.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.onhand.sandbox.backmarket.BackMarket;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What somebody can do who has the database, and not the key. */
class StolenDumpIT {

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private ChannelRig rig;

  @BeforeEach
  void open() {
    rig = new ChannelRig(DATABASE, 20261127);
    connect("one", "token-of-one");
    connect("other", "token-of-other");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void noCredentialIsReadInIt() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        PreparedStatement asked =
            connection.prepareStatement(
                """
                select count(*) filter (where a.secrets is not null) as kept,
                  count(*) filter (where position(cast('token-of' as bytea) in a.secrets) > 0
                    or a::text like '%token-of%') as shown
                from channel_account a
                where a.seller_id = ?
                """)) {
      asked.setLong(1, rig.shop.seller().value());
      try (ResultSet row = asked.executeQuery()) {
        assertThat(row.next()).isTrue();
        assertThat(row.getLong("kept")).isEqualTo(2);
        assertThat(row.getLong("shown")).isZero();
      }
    }
  }

  @Test
  void noCredentialOpensThatWasCopiedToAnotherAccount() throws SQLException {
    try (Connection connection = DATABASE.superuser();
        PreparedStatement copy =
            connection.prepareStatement(
                """
                update channel_account target set secrets = source.secrets
                from channel_account source
                where target.seller_id = ? and source.seller_id = target.seller_id
                  and target.channel_id = ? and source.channel_id = ?
                """)) {
      copy.setLong(1, rig.shop.seller().value());
      copy.setLong(2, rig.account("one").channel());
      copy.setLong(3, rig.account("other").channel());
      assertThat(copy.executeUpdate()).isOne();
    }

    assertThatThrownBy(() -> secrets("one"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("its row was changed");
    assertThat(secrets("other").get("token").reveal()).isEqualTo("token-of-other");
  }

  private Map<String, dev.onhand.model.Secret> secrets(String code) {
    return rig.accounts.secrets(rig.shop.seller(), rig.account(code).channel());
  }

  private void connect(String code, String token) {
    rig.connect(
        code,
        BackMarket.withToken(token),
        "backmarket",
        Map.of("token", token, "company", "Shop", "contact", "it@shop.example"));
  }
}
