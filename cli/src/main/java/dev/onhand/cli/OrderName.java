package dev.onhand.cli;

import org.jspecify.annotations.Nullable;

/**
 * An order as people name it.
 *
 * @param channel code of its channel
 * @param id what the channel calls it
 */
record OrderName(String channel, String id) {

  /** How the help says it. */
  static final String HELP =
      "Code of its channel and what the channel calls it: web/1001, or web 1001.";

  /** Reads {@code web/1001}; what the channel calls it may itself hold a slash. */
  static OrderName read(String word) {
    int slash = word.indexOf('/');
    if (slash < 1 || slash == word.length() - 1) {
      throw CommandException.usage(
          "'" + word + "' does not name an order", "give its channel and its id, such as web/1001");
    }
    return new OrderName(word.substring(0, slash), word.substring(slash + 1));
  }

  /**
   * Reads {@code web/1001} or {@code web 1001}.
   *
   * @param id null: the name was typed as one word
   */
  static OrderName read(String word, @Nullable String id) {
    return id == null ? read(word) : new OrderName(word, id);
  }

  /**
   * A question about an order or a channel.
   *
   * @param channel code; null: not said
   * @param order {@code web/1001}, or the id alone where it holds no slash or the channel is said
   */
  static Query on(Query query, @Nullable String channel, @Nullable String order) {
    if (channel != null || order == null || !order.contains("/")) {
      return query.with("channel", channel).with("order", order);
    }
    OrderName named = read(order);
    return query.with("channel", named.channel()).with("order", named.id());
  }

  String path() {
    return "/orders/" + Request.segment(channel) + "/" + Request.segment(id);
  }

  /** The name of an order and a word more. */
  record AndWord(OrderName order, String word) {

    /** Reads {@code web/1001 shipped} or {@code web 1001 shipped}. */
    static AndWord read(String first, String second, @Nullable String third) {
      return third == null
          ? new AndWord(OrderName.read(first), second)
          : new AndWord(new OrderName(first, second), third);
    }
  }
}
