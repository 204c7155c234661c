package dev.onhand.store.ledger;

import dev.onhand.core.ledger.SellerId;
import dev.onhand.engine.ledger.Companion;
import dev.onhand.engine.testing.LedgerFixture.Edit;
import dev.onhand.engine.testing.LedgerFixture.Note;
import dev.onhand.store.testing.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Companion rows of tests: a table of notes that takes the same note twice, so that this shows. */
final class TestTables {

  static final List<CompanionWriter<?>> WRITERS = List.of(new NoteWriter(), new EditWriter());

  private TestTables() {}

  static void create(TestDatabase database) {
    try (Connection connection = database.superuser()) {
      create(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  static void create(Connection superuser) throws SQLException {
    try (Statement statement = superuser.createStatement()) {
      statement.execute(
          """
          create table if not exists note (
            note_id bigint generated always as identity primary key,
            seller_id bigint not null,
            text text not null);
          grant select, insert on note to onhand_app
          """);
    }
  }

  private static final class NoteWriter implements CompanionWriter<Note> {
    @Override
    public Class<Note> type() {
      return Note.class;
    }

    @Override
    public void write(Connection connection, SellerId seller, List<Note> notes)
        throws SQLException {
      if (notes.stream().anyMatch(note -> !note.isWritable())) {
        throw new SQLException("this note cannot be written", "23514");
      }
      try (PreparedStatement insert =
          connection.prepareStatement(
              "insert into note (seller_id, text) select ?, text from unnest(?) as row (text)")) {
        insert.setLong(1, seller.value());
        insert.setArray(
            2, connection.createArrayOf("text", notes.stream().map(Note::text).toArray()));
        insert.executeUpdate();
      }
    }
  }

  private static final class EditWriter implements CompanionWriter<Edit> {
    @Override
    public Class<Edit> type() {
      return Edit.class;
    }

    @Override
    public void write(Connection connection, SellerId seller, List<Edit> edits)
        throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement(
              "update product set version = version + 1 where seller_id = ? and product_id = any (?)")) {
        update.setLong(1, seller.value());
        update.setArray(
            2,
            connection.createArrayOf(
                "int8", edits.stream().map(edit -> edit.product().value()).toArray()));
        update.executeUpdate();
      }
    }
  }

  /** A companion row that makes the writer do what it must not be asked for. */
  static Companion unwritable() {
    return new Note("unwritable", false);
  }
}
