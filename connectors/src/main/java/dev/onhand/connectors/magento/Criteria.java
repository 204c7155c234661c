package dev.onhand.connectors.magento;

import dev.onhand.connector.http.HttpCall;
import java.util.ArrayList;
import java.util.List;

/** What a list is asked for, as Magento wants it written in a query. */
final class Criteria {

  private final List<String> parameters = new ArrayList<>();
  private int groups;
  private int orders;

  /** And: one more condition that must hold. */
  Criteria where(String field, String condition, String value) {
    filter(groups++, 0, field, condition, value);
    return this;
  }

  /** And: one of these. A list of values is cut at commas, so a value with one stands alone. */
  Criteria oneOf(String field, List<String> values) {
    int group = groups++;
    int filters = 0;
    List<String> plain = values.stream().filter(value -> !value.contains(",")).toList();
    if (!plain.isEmpty()) {
      filter(group, filters++, field, "in", String.join(",", plain));
    }
    for (String value : values) {
      if (value.contains(",")) {
        filter(group, filters++, field, "eq", value);
      }
    }
    return this;
  }

  Criteria sortedBy(String field) {
    String order = "searchCriteria[sortOrders][%d]".formatted(orders++);
    add(order + "[field]", field);
    add(order + "[direction]", "ASC");
    return this;
  }

  Criteria page(int size, int number) {
    add("searchCriteria[pageSize]", Integer.toString(size));
    add("searchCriteria[currentPage]", Integer.toString(number));
    return this;
  }

  /** Only these fields of each item. */
  Criteria fields(String names) {
    add("fields", "items[%s],total_count".formatted(names));
    return this;
  }

  private void filter(int group, int filter, String field, String condition, String value) {
    String place = "searchCriteria[filter_groups][%d][filters][%d]".formatted(group, filter);
    add(place + "[field]", field);
    add(place + "[value]", value);
    add(place + "[condition_type]", condition);
  }

  private void add(String name, String value) {
    parameters.add(HttpCall.encoded(name) + "=" + HttpCall.encoded(value));
  }

  @Override
  public String toString() {
    return String.join("&", parameters);
  }
}
