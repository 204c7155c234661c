package dev.onhand.server.settings;

import java.util.Arrays;
import java.util.Optional;

/**
 * All that can be set from outside, by environment variable. The reference is made from this list.
 */
enum Setting {
  DATA(
      "ONHAND_DATA",
      "data",
      "The data directory: the embedded database, the log, the first token. One Onhand at a time uses it."),
  PORT("ONHAND_PORT", "8080", "The port of pages and API, 0 to 65535; 0 takes a free one."),
  BIND(
      "ONHAND_BIND",
      "127.0.0.1",
      "The address to listen on. The default serves this machine alone; 0.0.0.0 serves all networks: put a proxy with TLS in front."),
  MANAGEMENT_PORT(
      "ONHAND_MANAGEMENT_PORT",
      "",
      "A port for /metrics, /livez and /readyz that asks for no token, on 127.0.0.1 alone. Empty: none; /metrics is then on ONHAND_PORT, for tokens with the scope metrics:read."),
  DATABASE_URL(
      "ONHAND_DATABASE_URL",
      "",
      "A PostgreSQL 15 or newer, as jdbc:postgresql://host:5432/database. Empty: the embedded one."),
  DATABASE_USER("ONHAND_DATABASE_USER", "", "Who Onhand works as on that server."),
  DATABASE_PASSWORD("ONHAND_DATABASE_PASSWORD", "", "That user's password.", true),
  DATABASE_MIGRATION_USER(
      "ONHAND_DATABASE_MIGRATION_USER",
      "",
      "Who owns the tables and changes them when a new version starts. Empty: ONHAND_DATABASE_USER."),
  DATABASE_MIGRATION_PASSWORD(
      "ONHAND_DATABASE_MIGRATION_PASSWORD", "", "That user's password.", true),
  TIME_ZONE(
      "ONHAND_TIME_ZONE",
      "UTC",
      "The time zone of the seller that the first start makes, such as Europe/Paris. Later: PATCH /api/v1/seller."),
  ENVIRONMENT(
      "ONHAND_ENVIRONMENT",
      "",
      "What pages say on top that this server is, such as staging, in up to 20 characters, so that nobody takes it for the one that sells. Empty: they say nothing."),
  LOG_FORMAT(
      "ONHAND_LOG_FORMAT",
      "plain",
      "How the console's log looks: plain or json. The file log/onhand.log in the data directory is always JSON."),
  LOG_MOVEMENTS(
      "ONHAND_LOG_MOVEMENTS",
      "false",
      "Whether each movement is a line of the log, true or false. The journal has them all; 'onhand log show' shows them from there."),
  COMMITTER_LANES(
      "ONHAND_COMMITTER_LANES", "2", "Transactions that record movements side by side, 1 to 16."),
  COMMITTER_WAITING(
      "ONHAND_COMMITTER_WAITING",
      "60000",
      "Movements that may wait to be recorded, 2048 to 1000000; beyond it callers are told to come again."),
  ANSWERS_KEPT_DAYS(
      "ONHAND_ANSWERS_KEPT_DAYS",
      "30",
      "For how many days the answer to a request with an Idempotency-Key is given again, 1 to 3650. The key of a movement holds for ever."),
  HTTP_ALLOW_PRIVATE(
      "ONHAND_HTTP_ALLOW_PRIVATE",
      "",
      "Networks that channels may be called in though they are not of the open internet, such as 10.0.5.0/24,127.0.0.1. Empty: none."),
  SECRET_KEY(
      "ONHAND_SECRET_KEY",
      "",
      "The key that keys and passwords of channels are encrypted with: 32 random bytes in base 64. Empty: the file secret.key in the data directory, which the first start makes. All nodes need the same; keep a copy apart from the database's.",
      true),
  BACKUPS(
      "ONHAND_BACKUPS",
      "",
      "A directory, best on another disk, in which a backup of the embedded database is made each day; the last 7 are kept. Empty: none are made. A database of your own is backed up with its own tools."),
  SMTP_URL(
      "ONHAND_SMTP_URL",
      "",
      "The mail server by which alerts leave, as smtp://user:password@mail.shop.example:587 (encrypted by STARTTLS, which it must offer where there is a password) or smtps://… (encrypted from the first byte). Empty: no e-mail is sent.",
      true),
  SMTP_FROM(
      "ONHAND_SMTP_FROM",
      "",
      "Who that e-mail is from, such as onhand@shop.example. Needed with ONHAND_SMTP_URL."),
  SECOND_FACTOR(
      "ONHAND_SECOND_FACTOR",
      "optional",
      "Who must have a second factor to sign in with a password: optional (who wants one), admins (owners and admins), or all. Who has none yet sets it up on the way in."),
  OIDC_ISSUER(
      "ONHAND_OIDC_ISSUER",
      "",
      "The provider by which people sign in beside their passwords, by OpenID Connect: the https address that has /.well-known/openid-configuration below it. Empty: none."),
  OIDC_CLIENT_ID(
      "ONHAND_OIDC_CLIENT_ID",
      "",
      "As what Onhand is registered there, with the address /sign-in/oidc/callback of this server. Needed with ONHAND_OIDC_ISSUER."),
  OIDC_CLIENT_SECRET(
      "ONHAND_OIDC_CLIENT_SECRET",
      "",
      "What Onhand proves itself with there. Needed with ONHAND_OIDC_ISSUER.",
      true),
  OIDC_NAME(
      "ONHAND_OIDC_NAME",
      "single sign-on",
      "How people call that provider; the button says \"Sign in with …\"."),
  PROXIES(
      "ONHAND_PROXIES",
      "127.0.0.0/8,::1",
      "Networks of the proxies in front, whose X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are believed. Without X-Forwarded-Proto: https no cookie is for HTTPS alone.");

  private final String variable;
  private final String usual;
  private final String meaning;
  private final boolean secret;

  Setting(String variable, String usual, String meaning) {
    this(variable, usual, meaning, false);
  }

  Setting(String variable, String usual, String meaning, boolean secret) {
    this.variable = variable;
    this.usual = usual;
    this.meaning = meaning;
    this.secret = secret;
  }

  String variable() {
    return variable;
  }

  /** The value where nothing is set. */
  String usual() {
    return usual;
  }

  String meaning() {
    return meaning;
  }

  /** Whether it may also be given as a file, by the variable with {@code _FILE} behind it. */
  boolean isSecret() {
    return secret;
  }

  String fileVariable() {
    return variable + "_FILE";
  }

  static Optional<Setting> find(String variable) {
    return Arrays.stream(values())
        .filter(
            setting ->
                setting.variable.equals(variable)
                    || (setting.secret && setting.fileVariable().equals(variable)))
        .findFirst();
  }
}
