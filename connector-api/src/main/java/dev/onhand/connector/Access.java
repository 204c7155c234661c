package dev.onhand.connector;

/**
 * How a channel lets an account in, in the words of its own pages: what a person is told where it
 * does not.
 *
 * @param login where the key or token is found or made anew there, and what else it may be that is
 *     refused; one or more sentences
 * @param rights what a key must be allowed and where that is given, or that no such rights are
 *     known; one or more sentences
 */
public record Access(String login, String rights) {

  /** Of a channel that is a folder. */
  public static final Access TO_A_FOLDER =
      new Access(
          "There is no key.",
          "There are no scopes: the user that the server runs as must be able to read and write the"
              + " folder.");

  public Access {
    if (login.isBlank() || rights.isBlank()) {
      throw new IllegalArgumentException("what to do must be said of logins and of rights");
    }
  }
}
