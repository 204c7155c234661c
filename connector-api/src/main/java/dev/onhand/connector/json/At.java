package dev.onhand.connector.json;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A component of a record that stands deeper in its document than the record's other fields. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface At {

  /**
   * JSON pointers such as {@code /product/sku}: where it stands, and where else where versions of
   * the document differ. The first that something stands at counts.
   */
  String[] value();
}
