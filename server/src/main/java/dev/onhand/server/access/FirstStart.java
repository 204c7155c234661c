package dev.onhand.server.access;

import dev.onhand.engine.access.NewSeller;
import dev.onhand.engine.access.NewToken;
import dev.onhand.engine.access.NewUser;
import dev.onhand.engine.access.Persons;
import dev.onhand.engine.access.Role;
import dev.onhand.engine.access.Scope;
import dev.onhand.engine.access.Seller;
import dev.onhand.engine.access.Sellers;
import dev.onhand.engine.access.TokenSecret;
import dev.onhand.engine.access.Tokens;
import dev.onhand.engine.access.User;
import dev.onhand.engine.access.Users;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the first start makes: the seller {@code default} and a token that may do everything, in the
 * file {@code token} of the data directory, which its owner alone may read.
 *
 * <p>The secret is written to a file aside before the database knows it, and the file is renamed
 * after: whenever the process ends, the next start finds a token that works or makes one. Several
 * nodes that start on one new database make one seller and one token; it is in the data directory
 * of the one that was first.
 *
 * <p>As long as nobody has a password it also makes an owner, and a link in the file {@code
 * welcome} by which a person becomes that owner, once; a later start makes a new one.
 */
final class FirstStart {

  private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

  static final String SELLER = "default";
  private static final String OWNER = "owner";
  private static final String ACTOR = "first-start";

  private final Sellers sellers;
  private final Tokens tokens;
  private final TokenMaking making;
  private final Users users;
  private final Persons persons;
  private final Links links;
  private final InstantSource clock;

  FirstStart(
      Sellers sellers,
      Tokens tokens,
      TokenMaking making,
      Users users,
      Persons persons,
      Links links,
      InstantSource clock) {
    this.sellers = sellers;
    this.tokens = tokens;
    this.making = making;
    this.users = users;
    this.persons = persons;
    this.links = links;
    this.clock = clock;
  }

  /**
   * Makes what is missing.
   *
   * @param data the data directory
   * @param timeZone of the seller, if it is made
   */
  void run(Path data, ZoneId timeZone) {
    Path file = data.resolve("token");
    Path fresh = data.resolve("token.new");
    try {
      finishEarlier(file, fresh);
      sellers.whileAlone(
          () -> {
            Seller seller = sellers.findByCode(SELLER).orElseGet(() -> makeSeller(timeZone));
            if (!sellers.hasToken(seller.id())) {
              makeToken(seller, file, fresh);
            } else if (!Files.exists(file)) {
              LOG.info(
                  "seller '{}' has tokens, but {} is not here: another node made it, or it was moved",
                  SELLER,
                  file);
            }
            welcome(seller, data.resolve("welcome"));
            return seller;
          });
    } catch (IOException e) {
      throw new UncheckedIOException("The token cannot be written to " + file, e);
    }
  }

  /** A start that ended between the two steps left a secret aside: it is taken if it opens. */
  private void finishEarlier(Path file, Path fresh) throws IOException {
    if (!Files.exists(fresh)) {
      return;
    }
    Optional<TokenSecret> secret =
        TokenSecret.parse(Files.readString(fresh, StandardCharsets.ISO_8859_1).strip());
    if (secret.isPresent() && tokens.find(secret.get().hash()).isPresent()) {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      Files.delete(fresh);
    }
  }

  private Seller makeSeller(ZoneId timeZone) {
    NewSeller seller = new NewSeller(SELLER, "Default", timeZone, clock.instant());
    return sellers
        .create(seller)
        .or(() -> sellers.findByCode(SELLER))
        .orElseThrow(() -> new IllegalStateException("the seller vanished"));
  }

  private void welcome(Seller seller, Path file) {
    try {
      if (persons.hasPassword(seller.id())) {
        Files.deleteIfExists(file);
        return;
      }
      Optional<User> owner = persons.first(seller.id(), Role.OWNER).or(() -> makeOwner(seller));
      if (owner.isPresent()) {
        write(file, links.makeOfServer(owner.get()).path());
        LOG.info("the way in to the web pages, for their first owner, is in {}", file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The link for the owner cannot be written to " + file, e);
    }
  }

  /** Empty: somebody of the seller has that login, so an owner is made by hand. */
  private Optional<User> makeOwner(Seller seller) {
    return users.create(
        seller.id(), new NewUser(OWNER, "Owner", Role.OWNER, ACTOR, clock.instant()));
  }

  private void makeToken(Seller seller, Path file, Path fresh) {
    Set<Scope> all = EnumSet.allOf(Scope.class);
    TokenSecret secret = making.secret();
    try {
      write(fresh, secret.reveal());
      making.make(seller.id(), new NewToken("admin", all, null, ACTOR, clock.instant()), secret);
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("The token cannot be written to " + file, e);
    }
    LOG.info("made the seller '{}' and an admin token, which is in {}", SELLER, file);
  }

  private static void write(Path file, String secret) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(file, ownerOnly(file));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer text = ByteBuffer.wrap((secret + "\n").getBytes(StandardCharsets.US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
