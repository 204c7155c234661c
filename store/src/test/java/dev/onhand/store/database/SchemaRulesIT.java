package dev.onhand.store.database;

import static dev.onhand.store.database.EmbeddedFixture.execute;
import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.testing.SchemaRules;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaRulesIT {

  /** All that onhand_platform may touch. Stock is not among it, and must not be. */
  private static final Set<String> PLATFORM_TABLES =
      Set.of(
          "app_user",
          "one_time_link",
          "person",
          "queue_alerts",
          "queue_reconcile",
          "queue_stock_sync",
          "recovery_code",
          "second_factor",
          "seller",
          "seller_head",
          "service_day",
          "sign_in_failure",
          "token_index",
          "user_identity",
          "web_session");

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.create();

  private Connection owner;

  @BeforeEach
  void begin() throws SQLException {
    owner = DATABASE.superuser();
    owner.setAutoCommit(false);
  }

  @AfterEach
  void rollBack() throws SQLException {
    owner.rollback();
    owner.close();
  }

  @Test
  void areKeptByTheSchema() throws SQLException {
    assertThat(SchemaRules.violations(owner, PLATFORM_TABLES)).isEmpty();
  }

  /** Without this, a rule that finds nothing would look like a schema that breaks none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          alter table product no force row level security | row level security is not enabled and forced on product
          alter table product disable row level security | row level security is not enabled and forced on product
          drop policy own_rows on product | product has no policy that shows the app its seller's rows
          create policy more on product to onhand_app using (true) with check (true) | a policy of product does not compare
          create policy more on product using (seller_id > 0) with check (true) | a policy of product does not compare
          create policy more on product to onhand_platform using (true) | product lets the platform through
          create policy more on product to onhand_committer using (true) with check (true) | a policy of product does not compare with the sellers
          grant delete on product to onhand_committer | the committer has rights on product
          grant onhand_committer to onhand_platform | the role onhand_platform may become
          alter table product owner to onhand_committer | product belongs to one of Onhand's working roles
          grant select on product to onhand_platform | onhand_platform has rights on [app_user, one_time_link, person, product, queue_alerts, queue_reconcile
          grant select on product to public | onhand_platform has rights on [app_user, one_time_link, person, product, queue_alerts, queue_reconcile
          create table setting (name text primary key); grant select on setting to onhand_app | setting has no seller_id
          grant select on queue_stock_sync to onhand_app | queue_stock_sync has no seller_id
          create table basket (seller_id bigint not null, id bigint primary key) | the index basket_pkey does not begin with seller_id
          create table basket (seller_id bigint not null, id bigint) | basket has no primary key
          create table basket (seller_id bigint primary key) | row level security is not enabled and forced on basket
          create index product_created on product (created_at) | the index product_created does not begin with seller_id
          create unique index product_lower on product (lower(sku), seller_id) | the index product_lower does not begin
          create table basket (seller_id bigint primary key, sku text references seller (code)) | the reference basket_sku_fkey
          alter table product owner to onhand_app | product belongs to one of Onhand's working roles
          grant update on movement to onhand_app | the app may update movements
          grant delete on movement to onhand_app | the app may delete movements
          grant truncate on movement to onhand_app | the app may truncate movements
          grant truncate on product to onhand_app | the app may truncate product
          create view goods as select * from product | the view goods looks with its owner's eyes
          create function peek() returns bigint language sql security definer as 'select 1' | the function peek works
          """)
  void findEachWayToBreakThem(String damage, String sentence) throws SQLException {
    execute(owner, damage);
    assertThat(SchemaRules.violations(owner, PLATFORM_TABLES))
        .anyMatch(violation -> violation.contains(sentence));
  }
}
