package dev.onhand.store.testing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What every table must keep to, whoever adds it: rows of a seller are fenced off and can live on
 * one shard, the app owns nothing and changes no movement, and what is of no one seller is on a
 * list.
 */
public final class SchemaRules {

  /** The one form of the fence. After a commit the setting is empty, not null. */
  private static final String FENCE =
      "(seller_id = (NULLIF(current_setting('onhand.seller'::text, true), ''::text))::bigint)";

  /** The one form of the committer's, which sees the sellers of its batch. */
  private static final String BATCH_FENCE =
      "(seller_id = ANY (( SELECT (NULLIF(current_setting('onhand.sellers'::text, true), ''::text))::bigint[] AS \"nullif\")::bigint[]))";

  /** Tables of the migrations' own, which neither role may touch. */
  private static final Set<String> TOOLS = Set.of("flyway_schema_history");

  private final Connection connection;
  private final Set<String> platformTables;
  private final List<String> violations = new ArrayList<>();

  private SchemaRules(Connection connection, Set<String> platformTables) {
    this.connection = connection;
    this.platformTables = platformTables;
  }

  /**
   * All that breaks a rule in the schema {@code public}, one sentence each.
   *
   * @param platformTables the tables that {@code onhand_platform} has any right on
   */
  public static List<String> violations(Connection connection, Set<String> platformTables)
      throws SQLException {
    SchemaRules rules = new SchemaRules(connection, platformTables);
    rules.checkPlatformTables();
    rules.checkFences();
    rules.checkPolicies();
    rules.checkKeys();
    rules.checkReferences();
    rules.checkRights();
    rules.checkWaysAround();
    return List.copyOf(rules.violations);
  }

  private void checkPlatformTables() throws SQLException {
    Set<String> found =
        new TreeSet<>(
            names(
                """
                select distinct c.relname
                from pg_class c, aclexplode(c.relacl) g
                where c.relnamespace = 'public'::regnamespace
                and c.relkind in ('r', 'p', 'v', 'm')
                and g.grantee in (0, to_regrole('onhand_platform'))
                """));
    if (!found.equals(platformTables)) {
      violations.add(
          "onhand_platform has rights on %s, and the list says %s"
              .formatted(found, new TreeSet<>(platformTables)));
    }
  }

  /**
   * A table that the app has any right on is a seller's, and has its fence up against its owner
   * too. Into one of the platform's without a seller it may put something, but not see what is
   * there.
   */
  private void checkFences() throws SQLException {
    report(
        "%s has no seller_id, and the app has rights on it",
        """
        select distinct c.relname
        from pg_class c, aclexplode(c.relacl) g
        where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p', 'm')
        and g.grantee in (0, to_regrole('onhand_app'))
        and not (c.relname = any (?) and g.privilege_type = 'INSERT')
        and not exists (
          select 1 from pg_attribute a
          where a.attrelid = c.oid and a.attname = 'seller_id' and a.attnotnull and not a.attisdropped)
        """);
    report(
        "row level security is not enabled and forced on %s",
        """
        select c.relname
        from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and not (c.relrowsecurity and c.relforcerowsecurity)
        and not (c.relname = any (?) and not has_any_column_privilege('onhand_app', c.oid, 'select, insert, update'))
        """);
  }

  private void checkPolicies() throws SQLException {
    report(
        "%s has no policy that shows the app its seller's rows",
        """
        select c.relname
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and c.relrowsecurity
        and not exists (
          select 1 from pg_policies p
          where p.schemaname = 'public' and p.tablename = c.relname
          and p.cmd = 'ALL' and p.roles && array['onhand_app', 'public']::name[])
        """);
    report(
        "a policy of %s does not compare with the seller of the session",
        """
        select p.tablename
        from pg_policies p
        where p.schemaname = 'public'
        and p.roles not in ('{onhand_platform}', '{onhand_committer}')
        and (p.qual is distinct from '%1$s' or p.with_check is distinct from '%1$s')
        """
            .formatted(FENCE.replace("'", "''")));
    report(
        "a policy of %s does not compare with the sellers of the committer's batch",
        """
        select p.tablename
        from pg_policies p
        where p.schemaname = 'public'
        and p.roles = array['onhand_committer']::name[]
        and (p.qual is distinct from '%1$s' or p.with_check is distinct from '%1$s')
        """
            .formatted(BATCH_FENCE.replace("'", "''")));
    report(
        "%s lets the platform through its fence, and is not on the list",
        """
        select p.tablename
        from pg_policies p
        where p.schemaname = 'public'
        and p.roles = array['onhand_platform']::name[]
        and not p.tablename = any (?)
        """);
  }

  private void checkKeys() throws SQLException {
    report(
        "%s has no primary key",
        """
        select c.relname
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary)
        """);
    // A brin index has no order: it only says which pages need not be read.
    report(
        "the index %s does not begin with seller_id",
        """
        select i.indexrelid::regclass::text
        from pg_index i
        join pg_class c on c.oid = i.indrelid
        join pg_class x on x.oid = i.indexrelid
        join pg_am m on m.oid = x.relam and m.amname <> 'brin'
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'seller_id' and not a.attisdropped
        where c.relnamespace = 'public'::regnamespace
        and i.indkey[0] <> a.attnum
        and not c.relname = any (?)
        """);
  }

  /**
   * A reference that leaves the seller could neither be kept on one shard nor be behind one fence.
   * What is of no seller, on both sides, is the platform's.
   */
  private void checkReferences() throws SQLException {
    report(
        "the reference %s does not begin with seller_id on both sides",
        """
        select f.conname
        from pg_constraint f
        join pg_attribute here on here.attrelid = f.conrelid and here.attnum = f.conkey[1]
        join pg_attribute there on there.attrelid = f.confrelid and there.attnum = f.confkey[1]
        where f.contype = 'f'
        and f.connamespace = 'public'::regnamespace
        and not (here.attname = 'seller_id' and there.attname = 'seller_id')
        and not (array[f.conrelid::regclass::text, f.confrelid::regclass::text]::name[] <@ ?
          and not exists (
            select 1 from pg_attribute a
            where a.attrelid in (f.conrelid, f.confrelid) and a.attname = 'seller_id' and not a.attisdropped))
        """);
  }

  private void checkRights() throws SQLException {
    report(
        "%s belongs to one of Onhand's working roles",
        """
        select c.relname
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and pg_get_userbyid(c.relowner) in ('onhand_app', 'onhand_committer', 'onhand_platform')
        """);
    report(
        "the committer has rights on %s that the app has not",
        """
        select distinct c.relname
        from pg_class c, aclexplode(c.relacl) g
        where c.relnamespace = 'public'::regnamespace
        and g.grantee = to_regrole('onhand_committer')
        """);
    report(
        "the role %s may become the committer",
        """
        select m.member::regrole::text
        from pg_auth_members m
        where m.roleid = to_regrole('onhand_committer')
        and m.member in (to_regrole('onhand_app'), to_regrole('onhand_platform'))
        """);
    report(
        "the app may %s movements",
        """
        select p
        from unnest(array['update', 'delete', 'truncate', 'trigger', 'references']) p
        where to_regclass('public.movement') is not null
        and has_table_privilege('onhand_app', to_regclass('public.movement'), p)
        """);
    report(
        "the app may truncate %s, past its fence",
        """
        select c.relname
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and c.relkind in ('r', 'p')
        and c.relname <> 'movement'
        and (has_table_privilege('onhand_app', c.oid, 'truncate')
          or has_table_privilege('onhand_platform', c.oid, 'truncate'))
        """);
    report(
        "the role %s has power over fences",
        """
        select rolname
        from pg_roles
        where rolname in ('onhand_app', 'onhand_committer', 'onhand_platform', 'onhand_login')
        and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)
        """);
  }

  private void checkWaysAround() throws SQLException {
    report(
        "the view %s looks with its owner's eyes; make it security_invoker",
        """
        select c.relname
        from pg_class c
        where c.relnamespace = 'public'::regnamespace
        and c.relkind = 'v'
        and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']
        """);
    report(
        "the function %s works with its owner's rights",
        """
        select p.proname
        from pg_proc p
        where p.pronamespace = 'public'::regnamespace
        and p.prosecdef
        """);
  }

  private void report(String sentence, String query) throws SQLException {
    for (String name : names(query)) {
      if (!TOOLS.contains(name)) {
        violations.add(sentence.formatted(name));
      }
    }
  }

  /** A parameter, where there is one, is the list of the platform's tables. */
  private List<String> names(String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      if (statement.getParameterMetaData().getParameterCount() > 0) {
        statement.setArray(1, connection.createArrayOf("name", platformTables.toArray()));
      }
      List<String> names = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          names.add(row.getString(1));
        }
      }
      return names;
    }
  }
}
