package dev.onhand.gates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** A module's pom.xml as it is written, asked by XPath. */
record Pom(Node node) {
  static Pom of(Path module) {
    try {
      return new Pom(
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(module.resolve("pom.xml").toFile()));
    } catch (Exception failure) {
      throw new IllegalStateException("cannot read the pom of " + module, failure);
    }
  }

  /** The text at the path, empty when there is none. */
  String text(String path) {
    return (String) evaluate(path, XPathConstants.STRING);
  }

  List<Pom> all(String path) {
    NodeList nodes = (NodeList) evaluate(path, XPathConstants.NODESET);
    List<Pom> found = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      found.add(new Pom(nodes.item(i)));
    }
    return found;
  }

  private Object evaluate(String path, QName kind) {
    XPath xpath = XPathFactory.newInstance().newXPath();
    try {
      return xpath.evaluate(path, node, kind);
    } catch (XPathExpressionException failure) {
      throw new IllegalArgumentException(path, failure);
    }
  }
}
