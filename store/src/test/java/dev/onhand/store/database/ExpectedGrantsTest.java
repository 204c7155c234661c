package dev.onhand.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.onhand.store.database.ExpectedGrants.Grant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExpectedGrantsTest {

  private final Set<Grant> grants = new TreeSet<>();

  @Test
  void readsListsOfRightsTablesAndRoles() {
    ExpectedGrants.apply(
        """
        create table a (id bigint);
        grant select, insert on
          a, b to onhand_app, onhand_platform; -- grant delete on a to onhand_app;
        grant usage on sequence numbers to onhand_app;
        """,
        grants);
    assertThat(grants)
        .extracting(Grant::statement)
        .containsExactlyInAnyOrder(
            "grant select on a to onhand_app;",
            "grant select on b to onhand_app;",
            "grant insert on a to onhand_app;",
            "grant insert on b to onhand_app;",
            "grant select on a to onhand_platform;",
            "grant select on b to onhand_platform;",
            "grant insert on a to onhand_platform;",
            "grant insert on b to onhand_platform;",
            "grant usage on sequence numbers to onhand_app;");
  }

  @Test
  void takesBackWhatALaterScriptTakesBack() {
    ExpectedGrants.apply("grant select, delete on a to onhand_app;", grants);
    ExpectedGrants.apply("revoke delete on a from onhand_app;", grants);
    assertThat(grants)
        .extracting(Grant::statement)
        .containsExactly("grant select on a to onhand_app;");
  }

  @Test
  void looksNotIntoBodies() {
    ExpectedGrants.apply("do $$ begin grant select on a to onhand_app; end $$;", grants);
    assertThat(grants).isEmpty();
  }
}
