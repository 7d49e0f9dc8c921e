package dev.scratchy.journeys.model;

import java.util.List;
import java.util.Random;

/** Looks at this and that while things change, so that the cache holds answers of every age. What is answered does not matter. */
final class Glances {

    private static final String API = "/api/v1";

    private final Model model;
    private final People people;
    private final Random random;

    Glances(Model model, People people, Random random) {
        this.model = model;
        this.people = people;
        this.random = random;
    }

    void glance() {
        Account account = model.accounts.get(random.nextInt(model.accounts.size()));
        look("/users/" + account.id);
        look("/users/by-username/" + account.username);
        look("/users/" + account.id
                + List.of("/posts?include=author", "/followers", "/following").get(random.nextInt(3)));
        if (!model.posts.isEmpty()) {
            // The latest more often: there is more to come.
            int latest = model.posts.size() - 1;
            Post post = model.posts.get(latest - Math.min(random.nextInt(latest + 1), random.nextInt(latest + 1)));
            look("/posts/" + post.id
                    + List.of("", "?include=author", "?include=comments").get(random.nextInt(3)));
            look("/posts/by-slug/" + post.slug);
            look("/posts/" + post.id + "/comments");
            look("/posts?include=author,comments&author=" + post.author.id);
            look("/tags");
        }
    }

    private void look(String path) {
        if (random.nextBoolean()) {
            people.editor().http().get(API + path);
        }
    }
}
