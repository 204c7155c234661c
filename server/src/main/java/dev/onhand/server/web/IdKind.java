package dev.onhand.server.web;

/** What an id names, by its prefix. */
public enum IdKind {
  PRODUCT("sku_", "a product"),
  LOCATION("loc_", "a location"),
  MOVEMENT("mov_", "a movement"),
  TRANSFER("trf_", "a transfer"),
  PURCHASE("pur_", "a purchase order"),
  ORDER("ord_", "an order"),
  FAILED_ORDER("fail_", "a failed order"),
  CHANNEL("chn_", "a channel"),
  LISTING("lst_", "a listing"),
  RECONCILIATION("rec_", "a reconciliation"),
  DIFFERENCE("dif_", "a difference"),
  HELD_CHANGE("hld_", "a held change"),
  BATCH("bat_", "a batch"),
  SCAN("scn_", "a scan"),
  VERIFICATION("ver_", "a verification record"),
  LISTING_CHANGE("lch_", "a change of a listing"),
  PUSH("psh_", "a push"),
  INBOX_EVENT("inb_", "an event of the inbox"),
  EVENT("evt_", "an event"),
  WEBHOOK("whk_", "a webhook"),
  DELIVERY("dlv_", "a delivery"),
  RESERVATION("res_", "a reservation"),
  JOB("job_", "a job"),
  ALERT("alt_", "an alert"),
  ALERT_RULE("rul_", "a rule of alerts"),
  ALERT_TARGET("tgt_", "who is told of alerts"),
  FINDING("fnd_", "a finding"),
  IMPORT("imp_", "an import"),
  RESTING_FILE("fil_", "a file"),
  TOKEN("tok_", "a token"),
  USER("usr_", "a user"),
  SESSION("ses_", "a session"),
  ADMIN_ACTION("act_", "an administrative action"),
  SELLER("slr_", "a seller");

  private final String prefix;
  private final String thing;

  IdKind(String prefix, String thing) {
    this.prefix = prefix;
    this.thing = thing;
  }

  public String prefix() {
    return prefix;
  }

  /** What it is, with its article. */
  public String thing() {
    return thing;
  }
}
