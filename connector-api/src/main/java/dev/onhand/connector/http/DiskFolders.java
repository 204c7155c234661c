package dev.onhand.connector.http;

import dev.onhand.connector.Cause;
import dev.onhand.connector.Sha256;
import dev.onhand.connector.http.HttpTransport.NoAnswerException;
import dev.onhand.connector.http.HttpTransport.NotSentException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Folders of a file system; see {@link Folders}. */
final class DiskFolders extends Folders {

  /** Of a version's tag. */
  private static final int TAG_LENGTH = 32;

  private static final Set<String> PARTS = Set.of("in", "out", "done", "failed");
  private static final int NAME_LENGTH_MAX = 200;
  private static final String LOCK = ".lock";

  private final Path root;
  private final Writer writer;

  /** Writes a file through to the disk. */
  @FunctionalInterface
  interface Writer {
    void write(FileChannel file, byte[] body) throws IOException;
  }

  /** Where a call leads: a folder, a part of it, and a file in that. */
  private record Place(Path folder, String part, String file) {

    Path directory() {
      return part.isEmpty() ? folder : folder.resolve(part);
    }
  }

  /** A call that leads nowhere. */
  private static final class WrongCallException extends IOException {
    private static final long serialVersionUID = 1;

    WrongCallException(String message) {
      super(message);
    }
  }

  DiskFolders(Path root, Writer writer) {
    this.root = root;
    this.writer = writer;
  }

  static void writeThrough(FileChannel file, byte[] body) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(body);
    while (left.hasRemaining()) {
      file.write(left);
    }
    file.force(true);
  }

  @Override
  HttpReply exchange(URI base, Map<String, String> headers, HttpCall call, InstantSource clock)
      throws InterruptedException, NotSentException, NoAnswerException {
    Instant sentAt = clock.instant();
    try {
      Place place = place(base, call.path());
      return switch (call.method()) {
        case GET -> place.file().isEmpty() ? list(place, sentAt) : read(place, sentAt);
        case PUT -> locked(place, () -> write(place, headers(headers, call), call.body(), sentAt));
        case POST -> locked(place, () -> move(place, headers(headers, call), sentAt));
        case PATCH, DELETE -> reply(405, "a folder does not do that", sentAt);
      };
    } catch (NoSuchFileException e) {
      return reply(404, "there is no such file", sentAt);
    } catch (AccessDeniedException e) {
      throw new NotSentException(
          Cause.UNREACHABLE,
          "%s: the user that the server runs as may not read and write %s"
              .formatted(call, e.getFile()),
          e);
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted in " + call);
      }
      Cause why = e instanceof WrongCallException ? Cause.ADDRESS_FORBIDDEN : Cause.UNAVAILABLE;
      throw new NotSentException(why, "%s: %s".formatted(call, e.getMessage()), e);
    }
  }

  private static Map<String, String> headers(Map<String, String> all, HttpCall call) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(all);
    headers.putAll(call.headers());
    return headers;
  }

  private Place place(URI base, String path) throws IOException {
    String name = Optional.ofNullable(base.getPath()).orElse("").replaceFirst("^/", "");
    if (!Folders.isFolder(name)) {
      throw new WrongCallException(
          "a folder's name is letters, digits, dots, - and _, not '%s'".formatted(name));
    }
    Path folder = root.resolve(name);
    for (String part : PARTS) {
      make(folder.resolve(part));
    }
    String[] steps = path.split("/", -1);
    return switch (path.startsWith("/") ? steps.length : 0) {
      case 2 -> new Place(folder, "", checked(steps[1]));
      case 3 -> new Place(folder, part(steps[1]), checked(steps[2]));
      default -> throw new WrongCallException("'%s' leads nowhere".formatted(path));
    };
  }

  private static void make(Path directory) throws IOException {
    try {
      Files.createDirectories(directory);
    } catch (FileSystemException e) {
      for (Path at = directory; at != null; at = at.getParent()) {
        if (Files.isRegularFile(at)) {
          throw new WrongCallException(
              "%s is a file, where a folder has to be: move it away".formatted(at));
        }
      }
      throw e;
    }
  }

  private static String part(String part) throws WrongCallException {
    if (!PARTS.contains(part)) {
      throw new WrongCallException("a folder has no part '%s'".formatted(part));
    }
    return part;
  }

  private static String checked(String encoded) throws WrongCallException {
    String name = URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    if (!name.isEmpty() && !isName(name)) {
      throw new WrongCallException("'%s' is no file's name".formatted(encoded));
    }
    return name;
  }

  /** One step, which shows. */
  private static boolean isName(String name) {
    return name.length() <= NAME_LENGTH_MAX
        && !name.startsWith(".")
        && name.chars().noneMatch(it -> it == '/' || it == '\\' || it < ' ' || it == 0x7f);
  }

  /** Opens a folder, each step by itself from the root on, and no link. */
  private SecureDirectoryStream<Path> open(Path directory) throws IOException {
    Path steps = root.relativize(directory);
    try (DirectoryStream<Path> first = Files.newDirectoryStream(root.toRealPath())) {
      SecureDirectoryStream<Path> at = step(secure(first), steps.getName(0));
      for (int i = 1; i < steps.getNameCount(); i++) {
        try (SecureDirectoryStream<Path> above = at) {
          at = step(above, steps.getName(i));
        }
      }
      return at;
    }
  }

  private static SecureDirectoryStream<Path> step(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    try {
      return in.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException | AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      throw new WrongCallException("%s is no folder, and a link is not followed".formatted(name));
    }
  }

  private static SecureDirectoryStream<Path> secure(DirectoryStream<Path> stream)
      throws IOException {
    if (stream instanceof SecureDirectoryStream<Path> secure) {
      return secure;
    }
    throw new WrongCallException("this system cannot open a folder without following links");
  }

  private static BasicFileAttributes attributes(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    return in.getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private HttpReply list(Place place, Instant at) throws IOException {
    record Row(Instant modified, String name, long size) {}
    List<Row> rows = new ArrayList<>();
    try (SecureDirectoryStream<Path> in = open(place.directory())) {
      for (Path entry : in) {
        Path name = entry.getFileName();
        if (isName(name.toString())) {
          try {
            BasicFileAttributes file = attributes(in, name);
            if (file.isRegularFile()) {
              rows.add(new Row(file.lastModifiedTime().toInstant(), name.toString(), file.size()));
            }
          } catch (NoSuchFileException gone) {
            continue; // somebody took it meanwhile
          }
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    rows.sort(Comparator.comparing(Row::modified).thenComparing(Row::name));
    return reply(
        200,
        rows.stream()
            .map(row -> "%d %s %s\n".formatted(row.size(), row.modified(), row.name()))
            .collect(Collectors.joining()),
        at);
  }

  private HttpReply read(Place place, Instant at) throws IOException {
    try (SecureDirectoryStream<Path> in = open(place.directory())) {
      byte[] body = bytes(in, Path.of(place.file()));
      return new HttpReply(
          200,
          Map.of("content-type", List.of("text/csv"), "etag", List.of(tag(body))),
          body,
          at,
          at);
    }
  }

  private static byte[] bytes(SecureDirectoryStream<Path> in, Path name) throws IOException {
    if (!attributes(in, name).isRegularFile()) {
      throw new NoSuchFileException(name.toString());
    }
    try (SeekableByteChannel file =
        in.newByteChannel(name, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      byte[] body = Channels.newInputStream(file).readNBytes(BYTES_MAX + 1);
      if (body.length > BYTES_MAX) {
        throw new IOException("%s is longer than %d bytes".formatted(name, BYTES_MAX));
      }
      return body;
    }
  }

  private static String tag(byte[] body) {
    return '"' + Sha256.hex(body).substring(0, TAG_LENGTH) + '"';
  }

  /** Does something while nobody else, of this or another server, does. */
  private HttpReply locked(Place place, Change change) throws IOException, NoAnswerException {
    try (SecureDirectoryStream<Path> folder = open(place.folder());
        FileChannel file =
            (FileChannel)
                folder.newByteChannel(
                    Path.of(LOCK),
                    Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
        FileLock lock = file.tryLock()) {
      if (lock != null) {
        return change.make();
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException("somebody else is writing there now", e);
    }
    throw new IOException("another server is writing there now");
  }

  /** Something that is done under the lock. */
  private interface Change {
    HttpReply make() throws IOException, NoAnswerException;
  }

  private HttpReply write(Place place, Map<String, String> headers, byte[] body, Instant at)
      throws IOException, NoAnswerException {
    Path name = Path.of(place.file());
    Path other = Path.of("." + place.file() + ".part");
    Set<OpenOption> anew =
        Set.of(
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS);
    try (SecureDirectoryStream<Path> in = open(place.directory())) {
      if (!isExpected(in, name, headers)) {
        return reply(412, "it is another by now", at);
      }
      try (FileChannel file = (FileChannel) in.newByteChannel(other, anew)) {
        writer.write(file, body);
      }
      in.move(other, in, name);
    }
    through(place.directory());
    return reply(204, "", at);
  }

  private static boolean isExpected(
      SecureDirectoryStream<Path> in, Path name, Map<String, String> headers) throws IOException {
    String expected = headers.getOrDefault("If-Match", "");
    return expected.isEmpty() || expected.equals(tag(bytes(in, name)));
  }

  private HttpReply move(Place place, Map<String, String> headers, Instant at)
      throws IOException, NoAnswerException {
    String[] to = headers.getOrDefault("Destination", "").split("/", -1);
    if (to.length != 2 || place.file().isEmpty()) {
      throw new WrongCallException("a file is moved to a part of its folder");
    }
    Place target = new Place(place.folder(), part(to[0]), checked(to[1]));
    Path name = Path.of(place.file());
    try (SecureDirectoryStream<Path> in = open(place.directory());
        SecureDirectoryStream<Path> out = open(target.directory())) {
      if (!attributes(in, name).isRegularFile() || !isExpected(in, name, headers)) {
        return reply(412, "it is another by now", at);
      }
      in.move(name, out, Path.of(target.file()));
    }
    through(target.directory());
    through(place.directory());
    return reply(201, "", at);
  }

  /** A new name is on the disk only once its folder is. */
  private static void through(Path directory) throws NoAnswerException {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      throw new NoAnswerException(
          Cause.UNAVAILABLE, "whether it is on the disk is not known: " + e.getMessage(), e);
    }
  }

  private static HttpReply reply(int status, String text, Instant at) {
    return new HttpReply(
        status,
        Map.of("content-type", List.of("text/plain")),
        text.getBytes(StandardCharsets.UTF_8),
        at,
        at);
  }
}
