// The lessons: the list of all, or the one that the server names.

import { fill } from '../shared/fill.js';
import { Lesson } from './lesson.js';
import { SiteHeader } from '../shared/frame/site_header.js';

/** @type {Component} */
const LessonList = {
  components: { SiteHeader },
  props: ['words', 'fixed'],
  template: `
    <div><SiteHeader here="lessons" :words="words.site"/>
    <main class="read">
      <h1>{{ texts.title }}</h1>
      <p v-if="fixed.unknown" class="banner" role="status" data-testid="unknown-lesson"><span>{{ texts.unknown }}</span></p>
      <p class="lesson-intro">{{ texts.intro }} {{ texts.how }}</p>
      <ol class="lesson-list">
        <li v-for="(each, at) in texts.each" :key="each.key">
          <a :href="'/lessons/' + each.key" class="door" :data-testid="'lesson-' + each.key">
            <h2>{{ at + 1 }}. {{ each.title }}</h2><p>{{ each.short }}</p><p class="note">{{ fill(texts.minutes, { n: each.minutes }) }}</p></a></li>
      </ol>
      <h2>{{ texts.more }}</h2>
      <ul class="lesson-more">
        <li><a href="/explore" data-testid="more-explore">{{ texts.more_explore }}</a></li>
        <li><a href="/mesa" data-testid="more-mesa">{{ texts.more_mesa }}</a></li>
      </ul>
      <p class="note">{{ texts.people }}</p>
    </main></div>`,
  data: () => ({ fill }),
  computed: {
    texts() {
      return this.words.lessons;
    },
  },
};

/** @type {Component} */
export const LessonsPage = {
  props: ['words', 'fixed', 'run', 'band', 'reply', 'fault', 'answers', 'ask'],
  render(h) {
    return h(this.fixed.lesson ? Lesson : LessonList, { props: this.$props });
  },
};
