package dev.scratchy.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each change that would break somebody is named, and what breaks nobody is let through. */
class BreakingChangesTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static final String DOCUMENT = """
            {"paths": {"/things/{id}": {"put": {
              "operationId": "putThing",
              "parameters": [
                {"name": "id", "in": "path", "required": true, "schema": {"type": "string"}},
                {"name": "limit", "in": "query", "required": false, "schema":
                  {"type": "integer", "minimum": 1, "maximum": 100}}],
              "requestBody": {"required": false, "content": {"application/json":
                {"schema": {"$ref": "#/components/schemas/NewThing"}}}},
              "responses": {
                "200": {"headers": {"ETag": {}}, "content": {"application/json":
                  {"schema": {"$ref": "#/components/schemas/Thing"}}}},
                "404": {"content": {"application/problem+json": {"schema": {"type": "object"}}}}}}}},
             "components": {"schemas": {
               "NewThing": {"type": "object", "required": ["name"], "properties": {
                 "name": {"type": "string", "maxLength": 20},
                 "kind": {"type": ["string", "null"], "enum": ["a", "b"]},
                 "tags": {"type": "array", "items": {"type": "string", "pattern": "^x+$"}}}},
               "Thing": {"type": "object", "required": ["id", "size"], "properties": {
                 "id": {"type": "string"},
                 "size": {"type": "integer"},
                 "parent": {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]}}}}}}
            """;

    @ParameterizedTest(name = "{2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "put"                          | "patch"                          | is gone
            "putThing"                     | "setThing"                       | has another operationId
            "limit"                        | "size"                           | parameter query limit is gone
            "required": false, "schema"    | "required": true, "schema"       | parameter query limit is required now
            "maximum": 100                 | "maximum": 50                    | narrower maximum
            "minimum": 1                   | "minimum": 2                     | narrower minimum
            {"required": false, "content"  | {"required": true, "content"     | the body is required now
            "maxLength": 20                | "maxLength": 10                  | NewThing.name has a narrower maxLength
            "enum": ["a", "b"]             | "enum": ["a"]                    | takes fewer values
            ["string", "null"]             | ["string"]                       | takes
            "^x+$"                         | "^y+$"                           | another pattern
            "required": ["name"]           | "required": ["name", "kind"]     | kind is required now
            "tags"                         | "labels"                         | tags is not taken any longer
            "404"                          | "410"                            | answer 404 is gone
            "ETag"                         | "X-Tag"                          | header ETag is gone
            application/problem+json       | application/json                 | is not application/problem+json any longer
            "size": {"type": "integer"}    | "size": {"type": "string"}       | size is
            "size": {"type": "integer"}    | "width": {"type": "integer"}     | size is gone
            "required": ["id", "size"]     | "required": ["id"]               | size may be absent now
            {"type": "null"}]              | {"type": "null"}, {"type": "string"}] | other alternatives
            """)
    void a_change_that_breaks_somebody(String before, String after, String named) {
        assertThat(DOCUMENT).contains(before);

        assertThat(BreakingChanges.between(parsed(DOCUMENT), parsed(DOCUMENT.replace(before, after))))
                .anyMatch(change -> change.contains(named.replace("NewThing", "body application/json")));
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /things/{id}                   | /things/{thing}
            "maximum": 100                 | "maximum": 200
            "maxLength": 20                | "maxLength": 30
            "enum": ["a", "b"]             | "enum": ["a", "b", "c"]
            "required": ["name"]           | "required": []
            "required": ["id", "size"]     | "required": ["id", "size", "parent"]
            "id": {"type": "string"}       | "id": {"type": "string"}, "new": {"type": "string"}
            "404": {                       | "409": {}, "404": {
            """)
    void a_change_that_breaks_nobody(String before, String after) {
        assertThat(DOCUMENT).contains(before);

        assertThat(BreakingChanges.between(parsed(DOCUMENT), parsed(DOCUMENT.replace(before, after))))
                .isEmpty();
    }

    @Test
    void a_document_does_not_break_itself() {
        assertThat(BreakingChanges.between(parsed(DOCUMENT), parsed(DOCUMENT))).isEmpty();
    }

    private static JsonNode parsed(String document) {
        return JSON.readTree(document);
    }
}
